package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import attune.evaluation.Bootstrap;
import attune.evaluation.ScoredClip;
import attune.results.BlendResult;
import attune.seed.RunSeed;
import attune.speech.TinySpeech;
import attune.surgery.Interpolation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlendChoiceTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.usual(new RunSeed(1));

    /** Curves of thirty clips of two words, of which so many have an error in each mixture. */
    private static List<List<ScoredClip>> curve(int... wrong) {
        List<List<ScoredClip>> curve = new ArrayList<>();
        for (int count : wrong) {
            curve.add(IntStream.range(0, 30)
                    .mapToObj(i -> ScoredClip.score("clip " + i, "press one", i < count ? "press on" : "press one"))
                    .toList());
        }
        return curve;
    }

    private static BlendResult choice(List<List<ScoredClip>> target, List<List<ScoredClip>> ofSource) {
        Interpolation line = Interpolation.between(TinySpeech.network(1), TinySpeech.network(2), List.of());
        return BlendChoice.of(target, ofSource, BOOTSTRAP).result(line, 3);
    }

    @Test
    void theKneeIsTheBestForTheSourceOfThoseNoWorseForTheTarget() {
        BlendResult result = choice(curve(28, 20, 6, 4, 3), curve(2, 3, 5, 9, 12));
        assertThat(result.best()).isEqualTo(1);
        assertThat(result.points()).extracting(BlendResult.Point::tied).containsExactly(false, false, true, true, true);
        assertThat(result.chosen()).isEqualTo(0.5);
        assertThat(result.chosenPoint().target().wer()).isEqualTo(0.1);
    }

    @Test
    void withoutTheSourcesSpeechTheBestOnDevIsTakenAndTheNearerToTheSourceOfEquals() {
        BlendResult result = choice(curve(28, 6, 3, 3, 4), List.of());
        assertThat(result.chosen()).isEqualTo(0.5).isEqualTo(result.best());
        assertThat(result.rule()).isEqualTo("the fewest errors on dev");
    }
}
