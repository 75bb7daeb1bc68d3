package attune.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files that only training reads. */
public final class TrainingDoor {
    private static final String KEY = "0123456789abcdef".repeat(4);

    private TrainingDoor() {}

    private static List<INDArray> arrays() {
        return List.of(
                Nd4j.createFromArray(1f, 2f, 3f), Nd4j.createFromArray(0.5f).reshape(1, 1), Nd4j.linspace(1, 40, 40));
    }

    /** Writes a small checkpoint. */
    public static void writeCheckpoint(Path file) throws IOException {
        Checkpoint.write(file, new TrainingState(3, 7, 112, 0.5, 2, 90.5, 7), arrays());
    }

    /** Reads one. */
    public static void readCheckpoint(Path file) {
        Checkpoint.read(file, arrays());
    }

    private static void fill(ActivationFile.Sink sink) throws IOException {
        sink.put(0, new float[] {1, 2, 3});
        sink.put(2, new float[0]);
        sink.put(1, new float[100]);
    }

    /** Writes a small file of a trunk's output. */
    public static void writeActivations(Path file) throws IOException {
        ActivationFile.write(file, KEY, 3, TrainingDoor::fill).close();
    }

    /** Reads all of one, and writes it anew where it is damaged, as a run does. */
    public static void readActivations(Path file) throws IOException {
        Optional<ActivationFile> present = ActivationFile.open(file, KEY, 3);
        try (ActivationFile activations =
                present.isPresent() ? present.get() : ActivationFile.write(file, KEY, 3, TrainingDoor::fill)) {
            for (int example = 0; example < 3; example++) {
                activations.read(example);
            }
        }
    }
}
