import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * With TensorFlow 1.15, writes a DeepSpeech model of random weights in every form that can be had from it, and what
 * TensorFlow hears with it.
 *
 * <pre>
 * Main write FOLDER WIDTHS SEED                  model.pb, model.pbmm and checkpoint/ in the folder
 * Main hear FOLDER WIDTHS NAME.s16 …             NAME.dropped, NAME.padded, and each with .cepstra, beside the clip
 * </pre>
 *
 * WIDTHS is one number or five, comma-separated; samples are 16-bit little-endian at 16 kHz; what is heard is 32-bit floats,
 * little-endian: probabilities [frame × 29] and cepstra [frame × 26], with the sound behind the last whole window dropped or
 * padded.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Weights.Widths widths = Weights.Widths.of(arguments[2]);
        if (arguments[0].equals("write")) {
            write(folder, widths, Long.parseLong(arguments[3]));
        } else {
            hear(folder, widths, List.of(arguments).subList(3, arguments.length));
        }
    }

    private static void write(Path folder, Weights.Widths widths, long seed) throws IOException {
        List<Variable> variables = Weights.draw(widths, seed);
        Checkpoint.write(folder.resolve("checkpoint"), variables);
        byte[] frozen = Frozen.graph(folder.resolve("checkpoint"), variables, widths);
        Files.write(folder.resolve("model.pb"), frozen);
        Files.write(folder.resolve("model.pbmm"), MappedPackage.of(frozen));
    }

    private static void hear(Path folder, Weights.Widths widths, List<String> clips) throws IOException {
        byte[] frozen = Files.readAllBytes(folder.resolve("model.pb"));
        try (Recogniser recogniser = new Recogniser(frozen, widths.units())) {
            for (String clip : clips) {
                float[] samples = samples(Path.of(clip));
                String name = clip.replaceFirst("\\.s16$", "");
                hear(recogniser, samples, name + ".dropped");
                hear(recogniser, Recogniser.padded(samples), name + ".padded");
            }
        }
    }

    private static void hear(Recogniser recogniser, float[] samples, String name) throws IOException {
        float[][] cepstra = Recogniser.cepstra(samples);
        put(name + ".cepstra", cepstra);
        put(name, recogniser.probabilities(cepstra));
    }

    private static float[] samples(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[bytes.capacity() / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort(i * Short.BYTES) / 32768f;
        }
        return samples;
    }

    private static void put(String file, float[][] rows) throws IOException {
        int width = rows.length == 0 ? 0 : rows[0].length;
        ByteBuffer bytes = ByteBuffer.allocate(rows.length * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        Files.write(Path.of(file), bytes.array());
    }
}
