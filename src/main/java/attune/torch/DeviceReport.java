package attune.torch;

import attune.torch.TorchLibrary.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this build and machine have for computing on a card, for a person. */
public final class DeviceReport {
    private static final Path CARDS = Path.of("/proc/driver/nvidia/gpus");
    private static final String MODEL = "Model:";

    private DeviceReport() {}

    /**
     * What was found.
     *
     * @return a line for libtorch with the reason why there is no card, and one for each card
     */
    public static List<String> lines() {
        Natives natives = Natives.here();
        if (natives == Natives.NONE) {
            return List.of("libtorch: not in this build; " + TorchLibrary.BUILD);
        }
        Optional<TorchLibrary.Problem> problem = TorchLibrary.load();
        if (problem.isPresent()) {
            return List.of(line(problem.get()));
        }
        if (natives == Natives.CPU) {
            return List.of("libtorch: for the CPU, no card; " + TorchLibrary.BUILD);
        }
        int cards = TorchLibrary.cards();
        if (cards == 0) {
            return List.of(line(TorchLibrary.whyNoCard()));
        }
        List<String> lines = new ArrayList<>(List.of("libtorch: for cards"));
        List<String> models = models();
        for (int card = 0; card < cards; card++) {
            String verdict = TorchDevice.problemOf(card)
                    .map(it -> "cannot be used, " + it.what() + "; " + it.remedy())
                    .orElse("can be used");
            lines.add("cuda:" + card + ": " + (models.size() == cards ? models.get(card) + ", " : "") + verdict);
        }
        return lines;
    }

    private static String line(TorchLibrary.Problem problem) {
        return "libtorch: no card can be used, " + problem.what() + "; " + problem.remedy();
    }

    /** The models' names as the driver lists them; empty where it does not. */
    private static List<String> models() {
        try (Stream<Path> cards = Files.list(CARDS)) {
            List<String> models = new ArrayList<>();
            for (Path card : cards.sorted().toList()) {
                Files.readAllLines(card.resolve("information")).stream()
                        .filter(line -> line.startsWith(MODEL))
                        .forEach(line ->
                                models.add(line.substring(MODEL.length()).strip()));
            }
            return models;
        } catch (IOException e) {
            return List.of();
        }
    }
}
