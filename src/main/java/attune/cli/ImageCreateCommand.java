package attune.cli;

import attune.fault.UserFault;
import attune.jobs.ImageCreate;
import attune.surgery.LayerTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune image create}. */
@Command(
        name = "create",
        description = "Makes a source model: ResNet-50 as DL4J's zoo builds it, or a network that DL4J wrote.",
        footer = {"", "Example:", "  attune image create --input-size 96 -o resnet50.attune"})
final class ImageCreateCommand extends SubCommand {
    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The model to write.")
    private Path out;

    @Option(
            names = "--input-size",
            paramLabel = "PIXELS",
            description = "Height and width of the network's input. Default: 224.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "ZIP",
            description = "A network with its weights, in a file that DL4J wrote.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--imagenet",
            description =
                    "Fetch the weights that DL4J offers for ImageNet, with DL4J's own check and cache. Default: random"
                            + " weights, to be trained with image adapt --train-layers all.")
    private boolean imageNet;

    @Option(
            names = "--licence",
            converter = LicenceConverter.class,
            paramLabel = "SPDX",
            defaultValue = "NOASSERTION",
            description = "Licence of the weights, as an SPDX identifier. Default: ${DEFAULT-VALUE}.")
    private String licence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed of the weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    int execute() throws IOException {
        if (imageNet && weights.isPresent()) {
            throw new UserFault("--imagenet", "contradicts --weights", "give one of them");
        }
        ImageCreate.Request request =
                new ImageCreate.Request(out, size, weights, imageNet, licence, seed, commandLine());
        LayerTable layers = new ImageCreate(request).run();
        tell(String.format(
                Locale.ROOT,
                "%d layers, %,d parameters; attune inspect lists them",
                layers.rows().size(),
                layers.parameters()));
        out().println(out);
        return ExitCodes.DONE;
    }
}
