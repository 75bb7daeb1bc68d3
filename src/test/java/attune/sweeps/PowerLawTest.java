package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.results.LearningCurveResult;
import attune.runs.Rates;
import attune.speech.adaptation.WordRates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
     * Adapting to one and three minutes of the shipped prompts tells what ten and all 17.9 then gave, and so do one,
     * three and ten. Each error is the mean of the seeds that scripts/lab proof recorded.
     */
    @ParameterizedTest
    @ValueSource(strings = {"all", "two-stage"})
    void predictsWhatWasThenMeasured(String layers) throws IOException {
        List<PowerLaw.Point> points = new ArrayList<>();
        for (double minutes : List.of(1.0, 3.0, 10.0)) {
            points.add(point(minutes, recorded(layers, minutes)));
        }
        PowerLaw two = PowerLaw.fit(points.subList(0, 2));
        assertThat(two.at(10)).isCloseTo(points.get(2).error(), within(0.02));
        assertThat(two.at(17.9)).isCloseTo(recorded(layers, 17.9), within(0.02));
        assertThat(PowerLaw.fit(points).at(17.9)).isCloseTo(recorded(layers, 17.9), within(0.03));
    }

    /** What a forecast is made from: 40.8 and 35.7 % were expected, 41.6 and 37.0 % were then measured. */
    @Test
    void oneThreeAndFiveMinutesTellWhatTenAndAllThenGaveOnDev() throws IOException {
        List<PowerLaw.Point> points = new ArrayList<>();
        for (double minutes : List.of(1.0, 3.0, 5.0)) {
            points.add(point(minutes, firstRun(minutes).at("/settings/devWer").asDouble()));
        }
        PowerLaw law = PowerLaw.fit(points);
        for (double minutes : List.of(10.0, 17.9)) {
            double then = firstRun(minutes).at("/settings/devWer").asDouble();
            assertThat(law.at(minutes)).isCloseTo(then, within(0.02));
        }
    }

    /** Expected 54.1 and 51.3 %, measured 53.2 and 46.8 %: the second is off by more than a recipe differs from another. */
    @Test
    void onTestTheyTellItWithinTheInterval() throws IOException {
        List<LearningCurveResult.Point> points = new ArrayList<>();
        for (double minutes : List.of(1.0, 3.0, 5.0)) {
            JsonNode row = firstRun(minutes);
            WordRates test = new WordRates(
                    1,
                    63,
                    592,
                    row.get("wer").asDouble(),
                    row.get("werLow").asDouble(),
                    row.get("werHigh").asDouble(),
                    row.get("cer").asDouble());
            points.add(new LearningCurveResult.Point(minutes, "all", test, null, 0, 0, "run"));
        }
        Forecaster forecaster = Forecaster.of(points).orElseThrow();
        for (double minutes : List.of(10.0, 17.9)) {
            LearningCurveResult.Forecast expected = forecaster.at(minutes);
            double then = firstRun(minutes).get("wer").asDouble();
            assertThat(then).isBetween(expected.low(), expected.high());
            assertThat(expected.error()).isCloseTo(then, within(0.05));
        }
    }

    private static JsonNode firstRun(double minutes) throws IOException {
        return recordedRows("all", minutes)
                .filter(row -> row.get("seed").asInt() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static double recorded(String layers, double minutes) throws IOException {
        return recordedRows(layers, minutes)
                .mapToDouble(row -> row.get("wer").asDouble())
                .average()
                .orElseThrow();
    }

    private static Stream<JsonNode> recordedRows(String layers, double minutes) throws IOException {
        JsonNode rows = new ObjectMapper()
                .readTree(Path.of("docs", "results", "proof.json").toFile());
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> List.of("learning-curve", "asterisk")
                        .contains(row.get("experiment").asText()))
                .filter(row -> row.get("condition").asText().equals(layers)
                        && row.get("minutes").asDouble() == minutes
                        && row.get("test").asText().equals("asterisk-en test")
                        && row.get("decoding").asText().equals("greedy"));
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
