package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.Dl4jZip;
import attune.bundle.ProvenanceStep;
import attune.fault.UserFault;
import attune.files.Digest;
import attune.runs.ComputedOn;
import attune.seed.RunSeed;
import attune.surgery.LayerTable;
import attune.surgery.TypedGraph;
import attune.vision.ImageFormat;
import attune.vision.ImageModel;
import attune.vision.ResNet50Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Makes an image model to start from: ResNet-50, untrained or with ImageNet weights, or the network in a file. */
public final class ImageCreate {
    private static final int IMAGENET_CLASSES = 1000;

    private final Request request;

    /**
     * What to make.
     *
     * @param out the bundle to write
     * @param size height and width of the input in pixels; by default that of the weights' training
     * @param weights a DL4J zip file; ResNet-50 if absent
     * @param imageNet whether ResNet-50 gets the weights that DL4J offers
     * @param licence of the weights
     * @param seed of random weights
     * @param command for the model's provenance
     */
    public record Request(
            Path out,
            Optional<Integer> size,
            Optional<Path> weights,
            boolean imageNet,
            String licence,
            long seed,
            String command) {}

    /**
     * A job.
     *
     * @param request what to make
     */
    public ImageCreate(Request request) {
        this.request = request;
    }

    /**
     * Creates the model.
     *
     * @return the model's layers
     * @throws UserFault if the file does not contain a network for pictures of that size, or the weights are not
     *     available
     * @throws IOException if the disk fails
     */
    public LayerTable run() throws IOException {
        int size = request.size().orElse(ResNet50Source.IMAGENET_SIZE);
        if (size < ImageFormat.SMALLEST || size > ImageFormat.LARGEST) {
            throw new UserFault(
                    named("inputSize"),
                    size + " pixels is out of range",
                    "give " + ImageFormat.SMALLEST + " to " + ImageFormat.LARGEST);
        }
        NewFiles.requireAbsent(request.out());
        TypedGraph network = typed(network(size), size);
        if (network.outputs() < 2) {
            throw new UserFault(
                    request.weights().map(Path::toString).orElse("network"),
                    "its network has " + network.outputs() + " output",
                    "give a classifier with two or more classes");
        }
        ImageFormat format = ImageFormat.usual(ImageFormat.numbered(network.outputs()), size);
        ImageModel model = ImageModel.of(network.graph(), format, request.licence(), List.of(step()));
        model.write(request.out());
        return LayerTable.of(network);
    }

    private ComputationGraph network(int size) throws IOException {
        if (request.weights().isPresent()) {
            return Dl4jZip.read(request.weights().get());
        }
        if (!request.imageNet()) {
            return ResNet50Source.untrained(size, IMAGENET_CLASSES, new RunSeed(request.seed()));
        }
        if (size != ResNet50Source.IMAGENET_SIZE) {
            throw new UserFault(
                    named("inputSize"),
                    size + " pixels does not suit the weights of " + named("imagenet"),
                    "leave it out: they need " + ResNet50Source.IMAGENET_SIZE);
        }
        return ResNet50Source.imageNet();
    }

    private TypedGraph typed(ComputationGraph network, int size) {
        try {
            return new TypedGraph(
                    network, ImageFormat.usual(ImageFormat.numbered(2), size).inputType());
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    request.weights().map(Path::toString).orElse(named("inputSize")),
                    "its network does not take colour pictures of " + size + " x " + size + " pixels",
                    "give the size it was trained with as " + named("inputSize"),
                    e);
        }
    }

    private ProvenanceStep step() throws IOException {
        boolean drawn = request.weights().isEmpty() && !request.imageNet();
        String what = drawn ? "create" : "import";
        String data = request.weights()
                .map(Path::toString)
                .orElse(request.imageNet() ? "ImageNet, by DL4J's zoo" : "nothing: random weights");
        @Nullable
        String parent =
                request.weights().isPresent() ? Digest.sha256(request.weights().get()) : null;
        return new ProvenanceStep(
                what,
                Instant.now(),
                request.command(),
                ComputedOn.convolutional().conditions(data, request.seed()),
                parent,
                Map.of());
    }
}
