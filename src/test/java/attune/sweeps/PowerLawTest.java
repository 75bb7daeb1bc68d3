package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.results.LearningCurveResult;
import attune.runs.Rates;
import attune.speech.adaptation.WordRates;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PowerLawTest {
    private static PowerLaw.Point point(double amount, double error) {
        return new PowerLaw.Point(amount, error, 0.03);
    }

    @Test
    void recoversTheLawThatMadeThePoints() {
        PowerLaw law = PowerLaw.fit(Stream.of(1.0, 2.0, 5.0, 20.0)
                .map(amount -> point(amount, 0.1 + 0.6 * Math.pow(amount, -0.4)))
                .toList());
        assertThat(law.floor()).isCloseTo(0.1, within(1e-6));
        assertThat(law.scale()).isCloseTo(0.6, within(1e-6));
        assertThat(law.exponent()).isCloseTo(0.4, within(1e-6)); // a point of the grid
    }

    @Test
    void twoPointsGiveALawWithoutAFloor() {
        PowerLaw law = PowerLaw.fit(List.of(point(1, 0.8), point(4, 0.4)));
        assertThat(law).isEqualTo(new PowerLaw(0, law.scale(), 0.5));
        assertThat(law.at(16)).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void errorsThatDoNotFallStayAtTheirMean() {
        PowerLaw law = PowerLaw.fit(List.of(point(1, 0.4), point(3, 0.45), point(9, 0.5)));
        assertThat(law.at(100)).isCloseTo(0.45, within(1e-9));
    }

    /**
     * WER of models adapted to some minutes of the shipped prompts: on dev and on test in the first run, and on test the
     * mean of two runs, of six with all the speech. Source model: models/source-en-plain, all layers, no source mixed in.
     */
    private record Adapted(double minutes, double dev, double test, double low, double high, double mean) {}

    private static final List<Adapted> ADAPTED = List.of(
            new Adapted(1, 0.6911, 0.7568, 0.6993, 0.8043, 0.7424),
            new Adapted(3, 0.5443, 0.6267, 0.5580, 0.6838, 0.6225),
            new Adapted(5, 0.4740, 0.5845, 0.5027, 0.6545, Double.NaN),
            new Adapted(10, 0.4159, 0.5321, 0.4456, 0.6059, 0.5160),
            new Adapted(17.9, 0.3700, 0.4679, 0.3803, 0.5489, 0.4747));

    private static Adapted with(double minutes) {
        return ADAPTED.stream()
                .filter(run -> run.minutes == minutes)
                .findFirst()
                .orElseThrow();
    }

    private static PowerLaw law(ToDoubleFunction<Adapted> error, double... minutes) {
        return PowerLaw.fit(DoubleStream.of(minutes)
                .mapToObj(amount -> point(amount, error.applyAsDouble(with(amount))))
                .toList());
    }

    @Test
    void oneAndThreeMinutesTellWhatTenAndAllThenGave() {
        PowerLaw two = law(Adapted::mean, 1, 3);
        assertThat(two.at(10)).isCloseTo(with(10).mean, within(0.02));
        assertThat(two.at(17.9)).isCloseTo(with(17.9).mean, within(0.02));
        assertThat(law(Adapted::mean, 1, 3, 10).at(17.9)).isCloseTo(with(17.9).mean, within(0.03));
    }

    /** What a forecast is made from: 40.8 and 35.7 % were expected, 41.6 and 37.0 % were then measured. */
    @Test
    void oneThreeAndFiveMinutesTellWhatTenAndAllThenGaveOnDev() {
        PowerLaw law = law(Adapted::dev, 1, 3, 5);
        for (double minutes : List.of(10.0, 17.9)) {
            assertThat(law.at(minutes)).isCloseTo(with(minutes).dev, within(0.02));
        }
    }

    /** Expected 54.1 and 51.3 %, measured 53.2 and 46.8 %: the second is off by more than a recipe differs from another. */
    @Test
    void onTestTheyTellItWithinTheInterval() {
        List<LearningCurveResult.Point> points = ADAPTED.subList(0, 3).stream()
                .map(run -> {
                    WordRates test = new WordRates(1, 63, 592, run.test, run.low, run.high, run.test / 3);
                    return new LearningCurveResult.Point(run.minutes, "all", test, null, 0, 0, "run");
                })
                .toList();
        Forecaster forecaster = Forecaster.of(points).orElseThrow();
        for (double minutes : List.of(10.0, 17.9)) {
            LearningCurveResult.Forecast expected = forecaster.at(minutes);
            double then = with(minutes).test;
            assertThat(then).isBetween(expected.low(), expected.high());
            assertThat(expected.error()).isCloseTo(then, within(0.05));
        }
    }

    private static LearningCurveResult.Point measured(double minutes, String name, double error) {
        Rates dev = new WordRates(1, 36, 327, error, error - 0.06, error + 0.06, error / 3);
        return new LearningCurveResult.Point(minutes, name, dev, null, 100, 10, "run");
    }

    @Test
    void forecastsTheBestWithMostSpeech() {
        List<LearningCurveResult.Forecast> ahead = Forecaster.of(List.of(
                        measured(1, "all", 0.742),
                        measured(1, "last:2", 0.70),
                        measured(3, "all", 0.622),
                        measured(3, "last:2", 0.69),
                        measured(10, "all", 0.516),
                        measured(10, "last:2", 0.68)))
                .orElseThrow()
                .ahead();
        assertThat(ahead).extracting(LearningCurveResult.Forecast::minutes).containsExactly(20.0, 70.0);
        assertThat(ahead).allSatisfy(forecast -> {
            assertThat(forecast.name()).isEqualTo("all");
            assertThat(forecast.error())
                    .isBetween(forecast.low(), forecast.high())
                    .isLessThan(0.516);
            assertThat(forecast.gain()).isBetween(forecast.gainLow(), forecast.gainHigh());
            assertThat(forecast.gainLow()).as("no law rises").isNotNegative();
        });
        assertThat(Forecaster.of(List.of(measured(1, "all", 0.7), measured(3, "all", 0.6))))
                .as("two amounts say nothing of a third")
                .isEmpty();
    }
}
