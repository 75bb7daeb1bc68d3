import attune.audio.Waveform;
import attune.features.FeatureMatrix;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a bundle hears in clips, through Attune's library.
 *
 * <pre>java -cp target/attune.jar Probabilities.java BUNDLE SUFFIX SAMPLES.s16 …</pre>
 *
 * Samples are 16-bit little-endian at 16 kHz. For each clip NAME.SUFFIX and NAME.SUFFIX.features beside it: probabilities
 * [frame × label] and features [frame × coefficient] as 32-bit floats, little-endian.
 */
public final class Probabilities {
    private Probabilities() {}

    public static void main(String[] arguments) throws IOException {
        SpeechModel model = SpeechModel.open(Path.of(arguments[0]));
        for (int i = 2; i < arguments.length; i++) {
            Path clip = Path.of(arguments[i]);
            String name = clip.toString().replaceFirst("s16$", arguments[1]);
            FeatureMatrix features = model.format().frontEnd().extract(new Waveform(samples(clip), 16_000));
            put(name + ".features", features.values());
            put(name, probabilities(model, features));
        }
    }

    private static float[] samples(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[bytes.capacity() / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort(i * Short.BYTES) / 32768f;
        }
        return samples;
    }

    private static float[] probabilities(SpeechModel model, FeatureMatrix features) {
        if (features.frames() == 0) {
            return new float[0];
        }
        long[] shape = {1, features.frames(), features.coefficients()};
        INDArray input = Nd4j.create(features.values(), shape, 'c').permute(0, 2, 1).dup('c');
        INDArray logProbabilities = model.network().output(input)[0].permute(0, 2, 1).dup('c');
        float[] values = logProbabilities.reshape(logProbabilities.length()).toFloatVector();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(values[i]);
        }
        return values;
    }

    private static void put(String file, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(Path.of(file), bytes.array());
    }
}
