package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import attune.features.FeatureMatrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaddedTest {

    @Test
    void showsEveryValueWhereTheNetworkLooksForIt() {
        SplittableRandom random = new SplittableRandom(1);
        List<FeatureMatrix> clips =
                List.of(TinySpeech.noise(3, 4, random), TinySpeech.noise(9, 4, random), TinySpeech.noise(0, 4, random));
        Padded padded = Padded.of(clips);
        assertThat(padded.features().shape()).as("9 frames, rounded up").containsExactly(3, 4, 16);
        assertThat(padded.mask().shape()).containsExactly(3, 16);
        for (int clip = 0; clip < 3; clip++) {
            for (int frame = 0; frame < 16; frame++) {
                boolean real = frame < clips.get(clip).frames();
                assertThat(padded.mask().getFloat(clip, frame)).isEqualTo(real ? 1 : 0);
                for (int coefficient = 0; coefficient < 4; coefficient++) {
                    assertThat(padded.features().getFloat(clip, coefficient, frame))
                            .isEqualTo(real ? clips.get(clip).value(frame, coefficient) : 0);
                }
            }
        }
    }
}
