package attune.audio.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompandingTest {
    private static final int SAMPLES = 65_536;

    /** As far as mu-law reaches; the JDK's coder overflows beyond. */
    private static final int MU_LAW_MOST = 32_635;

    /**
     * The JDK's own coder and decoder, over every sample. For negative ones of A-law it moves the decision values by half
     * a step; in G.711, table 1b, both signs have the same.
     */
    @ParameterizedTest
    @EnumSource(Companding.class)
    void everySampleIsCodedAsTheJdkCodesIt(Companding law) throws IOException {
        boolean mu = law == Companding.MU_LAW;
        short[] expected = codedByTheJdk(mu ? Encoding.ULAW : Encoding.ALAW);
        int most = mu ? MU_LAW_MOST : Short.MAX_VALUE;
        for (int sample = mu ? -most : 0; sample <= most; sample++) {
            assertThat(law.coded(sample)).as("sample %d", sample).isEqualTo(expected[sample + 32_768]);
        }
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            assertThat(law.coded(mu ? -sample : -sample - 1)).isEqualTo(mu && sample == 0 ? 0 : -law.coded(sample));
        }
    }

    @ParameterizedTest
    @EnumSource(Companding.class)
    void whatIsTooLoudIsAsLoudAsCanBe(Companding law) {
        int loudest = law == Companding.MU_LAW ? 32_124 : 32_256;
        assertThat(law.coded(40_000)).isEqualTo(loudest);
        assertThat(law.coded(-40_000)).isEqualTo(-loudest);
    }

    private static short[] codedByTheJdk(Encoding encoding) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            all.putShort((short) sample);
        }
        AudioFormat pcm = new AudioFormat(8000, 16, 1, true, false);
        AudioInputStream plain = new AudioInputStream(new ByteArrayInputStream(all.array()), pcm, SAMPLES);
        AudioInputStream coded = AudioSystem.getAudioInputStream(encoding, plain);
        AudioInputStream decoded = AudioSystem.getAudioInputStream(pcm, coded);
        ByteBuffer bytes = ByteBuffer.wrap(decoded.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[SAMPLES];
        bytes.asShortBuffer().get(samples);
        return samples;
    }
}
