package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import attune.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcousticModelTest {
    private final AcousticModel acoustic = new AcousticModel(TinySpeech.network(5));
    private final SplittableRandom random = new SplittableRandom(2);

    @Test
    void aClipGivesTheSameAloneAndInAnyCompany() {
        List<FeatureMatrix> clips = IntStream.range(0, 40)
                .mapToObj(i -> TinySpeech.noise(1 + random.nextInt(90), 240, random))
                .toList();
        List<float[][]> together = acoustic.logProbabilities(clips);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(order, new Random(6));
        List<float[][]> shuffled =
                acoustic.logProbabilities(order.stream().map(clips::get).toList());
        for (int i = 0; i < 40; i++) {
            float[][] alone = acoustic.logProbabilities(List.of(clips.get(i))).get(0);
            assertThat(alone).hasNumberOfRows(clips.get(i).frames());
            assertThat(TinySpeech.distance(alone, together.get(i))).isLessThan(1e-4);
            assertThat(TinySpeech.distance(alone, shuffled.get(order.indexOf(i))))
                    .isLessThan(1e-4);
        }
    }

    @Test
    void everyFrameIsADistribution() {
        float[][] logProbs = acoustic.logProbabilities(List.of(TinySpeech.noise(21, 240, random)))
                .get(0);
        for (float[] frame : logProbs) {
            double sum = 0;
            for (float logProb : frame) {
                sum += Math.exp(logProb);
            }
            assertThat(frame).hasSize(29);
            assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
        }
    }

    @Test
    void aClipWithoutFramesGivesNoneAndDisturbsNobody() {
        FeatureMatrix none = new FeatureMatrix(new float[0], 0, 240);
        FeatureMatrix some = TinySpeech.noise(12, 240, random);
        List<float[][]> logProbs = acoustic.logProbabilities(List.of(none, some, none));
        assertThat(logProbs.get(0)).isEmpty();
        assertThat(logProbs.get(1)).hasNumberOfRows(12);
        assertThat(logProbs.get(2)).isEmpty();
        assertThat(acoustic.logProbabilities(List.of(none)).get(0)).isEmpty();
        assertThat(acoustic.logProbabilities(List.of())).isEmpty();
    }
}
