package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.speech.TinySpeech;
import attune.surgery.Interpolation;
import attune.text.Alphabet;
import attune.training.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SourceBlendTest {
    private final ComputationGraph source = TinySpeech.network(1);
    private final ComputationGraph trained = TinySpeech.network(2);
    private final Interpolation line = Interpolation.between(
            source,
            trained,
            IntStream.range(0, Alphabet.english().size()).boxed().toList());

    /** The distance from a mixture, which is what dev is made to like best. */
    private Scorer distanceFrom(double shareOfSource) {
        INDArray best = source.params().mul(shareOfSource).add(trained.params().mul(1 - shareOfSource));
        return network -> new Scorer.Score(network.params().distance2(best), "near");
    }

    private SourceBlend of(Scorer scorer, Progress progress) {
        return SourceBlend.of(trained, line, scorer, progress);
    }

    @Test
    void asMuchIsMixedInAsDevLikesBest() {
        List<String> notes = new ArrayList<>();
        SourceBlend blend = of(distanceFrom(0.28), new Progress() {
            @Override
            public void note(String text) {
                notes.add(text);
            }
        });
        assertThat(blend.percent()).isEqualTo(30);
        double[] expected =
                source.params().mul(0.3).add(trained.params().mul(0.7)).toDoubleVector();
        assertThat(blend.network().params().toDoubleVector()).containsExactly(expected, within(1e-6));
        assertThat(notes).containsExactly("with 30 % of the source mixed in: dev near; without: near");
    }

    /** Of the shares of none to half. */
    private Scorer scores(double... scores) {
        double length = source.params().distance2(trained.params());
        return network -> {
            long share = Math.round(10 * network.params().distance2(trained.params()) / length);
            return new Scorer.Score(scores[(int) share], "");
        };
    }

    @Test
    void oneLuckyShareIsNotTheBest() {
        Scorer scorer = scores(0.15, 0.105, 0.13, 0.12, 0.125, 0.14);
        // The parabola of numpy.polyfit(range(6), scores, 2, w=numpy.exp((0.105 - scores) / 0.05 / 2)) is lowest at
        // 2.2.
        assertThat(of(scorer, Progress.SILENT).percent()).isEqualTo(20);
    }

    /** The parabola, which hardly sees the last three, is lowest at the last. */
    @Test
    void aShareThatDevFindsMuchWorseIsNotTheBest() {
        assertThat(of(scores(0.2, 0.23, 0.22, 0.44, 0.66, 0.88), Progress.SILENT)
                        .percent())
                .isZero();
    }

    @Test
    void atMostHalf() {
        assertThat(of(distanceFrom(0.9), Progress.SILENT).percent()).isEqualTo(50);
    }

    @Test
    void whatIsBestOrAsGoodByItselfStaysAsItIs() {
        SourceBlend best = of(distanceFrom(0), Progress.SILENT);
        assertThat(best.percent()).isZero();
        assertThat(best.network()).isSameAs(trained);
        assertThat(of(network -> new Scorer.Score(0.5, ""), Progress.SILENT).network())
                .isSameAs(trained);
    }

    @Test
    void itCanBeStopped() {
        assertThatThrownBy(() -> of(distanceFrom(0.3), new Progress() {
                    @Override
                    public boolean stopRequested() {
                        return true;
                    }
                }))
                .isInstanceOf(StoppedException.class);
    }
}
