package attune.torch;

import static attune.fault.Parameter.named;

import attune.backend.HostMemory;
import attune.backend.QuietExit;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.training.Steps;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A device that libtorch computes networks on, in place of their own layers: an NVIDIA card or, to test all this without
 * one, the CPU. A process computes on one device, which the system property {@code attune.device} names; by default that
 * is the first card where the build and the machine have one.
 */
public final class TorchDevice {
    /** The system property that names the device. */
    public static final String PROPERTY = "attune.device";

    /** The names that can be given, for messages. */
    public static final String NAMES = "auto, cpu, cuda, cuda:N or torch-cpu";

    private static final Pattern CARD = Pattern.compile("cuda(?::(\\d{1,3}))?");
    private static final String AUTO = "auto";
    private static final String HOST = "cpu";
    private static final String TORCH_ON_HOST = "torch-cpu";

    private static @Nullable Chosen last;

    private final String name;
    private final Room room;
    private final QuietExit exit = QuietExit.install();

    private TorchDevice(String name, String inTorch) {
        this.name = name;
        this.room = new Room(inTorch);
    }

    /** What a value of the property led to. */
    private record Chosen(String property, Optional<TorchDevice> device) {}

    /**
     * The device that the property names.
     *
     * @return empty for the networks' own layers
     * @throws UserFault if it is not a device, or one that cannot be used here
     */
    public static synchronized Optional<TorchDevice> chosen() {
        String property = System.getProperty(PROPERTY, AUTO);
        if (last == null || !last.property.equals(property)) {
            last = new Chosen(property, find(property));
        }
        return last.device;
    }

    /**
     * Chooses a device for the rest of the process.
     *
     * @param name one of {@link #NAMES}
     * @throws UserFault if it is not a device, or one that cannot be used here; the choice is then what it was
     */
    public static synchronized void choose(String name) {
        last = new Chosen(name, find(name));
        System.setProperty(PROPERTY, name);
    }

    private static Optional<TorchDevice> find(String text) {
        Matcher card = CARD.matcher(text);
        if (card.matches()) {
            return Optional.of(card(text, card.group(1) == null ? 0 : Integer.parseInt(card.group(1))));
        }
        return switch (text) {
            case HOST -> Optional.empty();
            case TORCH_ON_HOST -> {
                TorchLibrary.load().ifPresent(problem -> refuse(text, problem));
                yield Optional.of(new TorchDevice(TORCH_ON_HOST, HOST));
            }
            case AUTO -> automatic();
            default -> throw new UserFault(named("device"), "'" + text + "' is not a device", "give " + NAMES);
        };
    }

    private static TorchDevice card(String text, int number) {
        if (TorchLibrary.Natives.here() == TorchLibrary.Natives.CPU) {
            throw refused(text, new TorchLibrary.Problem("this build's libtorch is for the CPU", TorchLibrary.BUILD));
        }
        TorchLibrary.load().ifPresent(problem -> refuse(text, problem));
        int cards = TorchLibrary.cards();
        if (cards == 0) {
            throw refused(text, TorchLibrary.whyNoCard());
        }
        if (number >= cards) {
            throw refused(
                    text,
                    new TorchLibrary.Problem("the cards are numbered from 0 to " + (cards - 1), "see attune devices"));
        }
        TorchDevice device = new TorchDevice("cuda:" + number, "cuda:" + number);
        device.exact();
        device.problem().ifPresent(problem -> refuse(text, problem));
        return device;
    }

    /** The first card, if there is one that can be used; what hinders it is for {@code attune devices} to say. */
    private static Optional<TorchDevice> automatic() {
        if (TorchLibrary.Natives.here() != TorchLibrary.Natives.GPU
                || TorchLibrary.load().isPresent()
                || TorchLibrary.cards() == 0) {
            return Optional.empty();
        }
        TorchDevice first = new TorchDevice("cuda:0", "cuda:0");
        first.exact();
        return first.problem().isPresent() ? Optional.empty() : Optional.of(first);
    }

    private static void refuse(String text, TorchLibrary.Problem problem) {
        throw refused(text, problem);
    }

    private static UserFault refused(String text, TorchLibrary.Problem problem) {
        return new UserFault(
                named("device"), "'" + text + "' cannot be used here: " + problem.what(), problem.remedy());
    }

    /** Full single precision, and the same bits in every run: libtorch's defaults are TensorFloat-32, and any order. */
    private void exact() {
        Context context = torch.globalContext();
        context.setAllowTF32CuDNN(false);
        context.setAllowTF32CuBLAS(false);
        context.setDeterministicCuDNN(true);
    }

    /** Why the device does not compute, such as a card that is older than libtorch's code; empty if it does. */
    private Optional<TorchLibrary.Problem> problem() {
        try (PointerScope scope = new PointerScope()) {
            Room.values(room.copy(new float[] {1}, 1).relu());
            return Optional.empty();
        } catch (RuntimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Optional.of(new TorchLibrary.Problem(
                    first, "compute on the CPU, or on an older card with -Pnd4j-cuda, see docs/gpu.md"));
        }
    }

    /**
     * What takes a network's training steps.
     *
     * @param network to train
     * @return the chosen device, or the network's own layers if none is chosen or libtorch cannot train it
     */
    public static Steps.Device stepsOf(ComputationGraph network) {
        return mirrored(network)
                .<Steps.Device>map(it -> (graph, learning) ->
                        new TorchSteps(graph, it.mirror, learning, it.device.room, it.device.exit, new Division(1)))
                .orElse(Steps.Device.HOST);
    }

    /**
     * What computes a network's output.
     *
     * @param network ends in a CTC output
     * @return from features [utterance × size × frame] and mask [utterance × frame] to natural-log probabilities
     *     [utterance × label × frame]; empty if no device is chosen or libtorch cannot compute the network
     */
    public static Optional<BinaryOperator<INDArray>> forward(ComputationGraph network) {
        return mirrored(network).map(it -> new TorchForward(it.mirror, it.device.room, it.device.exit));
    }

    /**
     * The device's name if the network is computed there, for provenance.
     *
     * @param network any
     * @return such as {@code cuda:0}; empty if its own layers compute it
     */
    public static Optional<String> nameFor(ComputationGraph network) {
        return mirrored(network).map(it -> it.device.name);
    }

    /**
     * The name of the chosen device.
     *
     * @return such as {@code cuda:0}; empty for the networks' own layers
     */
    public static Optional<String> chosenName() {
        return chosen().map(device -> device.name);
    }

    /**
     * Warns if a device is chosen but the network has to be computed by its own layers.
     *
     * @param network any
     * @param progress gets the warning
     */
    public static void tell(ComputationGraph network, Progress progress) {
        Optional<TorchDevice> device = chosen();
        if (device.isPresent()) {
            try {
                mirror(network);
            } catch (Mirror.NoMirrorException e) {
                progress.warn(device.get().name + " does not know this network (" + e.why()
                        + "): computing it on the CPU instead");
            }
        }
    }

    private record Mirrored(TorchDevice device, Mirror mirror) {}

    private static Optional<Mirrored> mirrored(ComputationGraph network) {
        Optional<TorchDevice> device = chosen();
        if (device.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Mirrored(device.get(), mirror(network)));
        } catch (Mirror.NoMirrorException e) {
            return Optional.empty(); // tell says so
        }
    }

    private static Mirror mirror(ComputationGraph network) throws Mirror.NoMirrorException {
        if (!HostMemory.onCpu()) {
            throw new Mirror.NoMirrorException("ND4J computes on CUDA itself");
        }
        if (Mirror.output(network).isEmpty()) {
            throw new Mirror.NoMirrorException("it does not end in a CTC output");
        }
        return Mirror.of(network);
    }
}
