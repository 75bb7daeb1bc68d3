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

    /** The JDK's own coder and decoder, over every sample that 16 bits can hold. */
    @ParameterizedTest
    @EnumSource(Companding.class)
    void everySampleIsCodedAsTheJdkCodesIt(Companding law) throws IOException {
        short[] expected = codedByTheJdk(law == Companding.MU_LAW ? Encoding.ULAW : Encoding.ALAW);
        int different = 0;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            if (law.coded(sample) != expected[sample + 32_768]) {
                different++;
            }
        }
        assertThat(different).isZero();
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
