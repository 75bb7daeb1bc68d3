package attune.torch;

import static attune.fault.Parameter.named;

import attune.backend.HostMemory;
import attune.backend.QuietExit;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.torch.TorchLibrary.Problem;
import attune.training.SplitGraph;
import attune.training.Steps;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
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
    public static final String NAMES =
            "auto, cpu, cuda, cuda-tf32, cuda-bf16, a card by its number (cuda:1, cuda-bf16:1), torch-cpu or torch-cpu-bf16";

    private static final Pattern CARD = Pattern.compile("cuda(-tf32|-bf16)?(?::(\\d{1,3}))?");
    private static final String AUTO = "auto";
    private static final String HOST = "cpu";
    private static final String TORCH_ON_HOST = "torch-cpu";
    private static final String ROUNDED_TORCH_ON_HOST = "torch-cpu-bf16";

    private static @Nullable Found last;

    private final String name;
    private final Room room;

    private TorchDevice(String name, String inTorch, Precision products) {
        this.name = name;
        this.room = new Room(inTorch, products, QuietExit.install());
    }

    /** What a name of a device led to. */
    private record Found(String text, Optional<TorchDevice> device, Optional<Problem> problem) {
        static Found device(String text, TorchDevice device) {
            return new Found(text, Optional.of(device), Optional.empty());
        }

        static Found host(String text) {
            return new Found(text, Optional.empty(), Optional.empty());
        }

        static Found problem(String text, Problem problem) {
            return new Found(text, Optional.empty(), Optional.of(problem));
        }

        Found orRefuse() {
            problem.ifPresent(it -> {
                throw new UserFault(named("device"), "'" + text + "' cannot be used here: " + it.what(), it.remedy());
            });
            return this;
        }
    }

    /**
     * The device that the property names.
     *
     * @return empty for the networks' own layers
     * @throws UserFault if it is not a device, or one that cannot be used here
     */
    static Optional<TorchDevice> chosen() {
        return found().device;
    }

    private static synchronized Found found() {
        String property = System.getProperty(PROPERTY, AUTO);
        if (last == null || !last.text.equals(property)) {
            last = find(property);
        }
        return last;
    }

    /**
     * Chooses a device for the rest of the process.
     *
     * @param name one of {@link #NAMES}
     * @throws UserFault if it is not a device, or one that cannot be used here; the choice is then what it was
     */
    public static synchronized void choose(String name) {
        last = find(name);
        System.setProperty(PROPERTY, name);
    }

    private static Found find(String text) {
        Matcher card = CARD.matcher(text);
        if (card.matches()) {
            Precision products = card.group(1) == null ? Precision.FLOAT : Precision.of(card.group(1));
            int number = card.group(2) == null ? 0 : Integer.parseInt(card.group(2));
            return card(text, products, number).orRefuse();
        }
        return switch (text) {
            case HOST -> Found.host(text);
            case TORCH_ON_HOST -> torchOnHost(text, Precision.FLOAT).orRefuse();
            case ROUNDED_TORCH_ON_HOST -> torchOnHost(text, Precision.BF16).orRefuse();
            // A build for cards was made for one: tell says why there is none. Any other build has nothing to say.
            case AUTO ->
                TorchLibrary.Natives.here() == TorchLibrary.Natives.GPU
                        ? card(text, Precision.FLOAT, 0)
                        : Found.host(text);
            default -> throw new UserFault(named("device"), "'" + text + "' is not a device", "give " + NAMES);
        };
    }

    private static Found torchOnHost(String text, Precision products) {
        return TorchLibrary.load()
                .map(problem -> Found.problem(text, problem))
                .orElseGet(() -> Found.device(text, new TorchDevice(text, HOST, products)));
    }

    private static Found card(String text, Precision products, int number) {
        if (TorchLibrary.Natives.here() == TorchLibrary.Natives.CPU) {
            return Found.problem(text, new Problem("this build's libtorch is for the CPU", TorchLibrary.BUILD));
        }
        Optional<Problem> notLoaded = TorchLibrary.load();
        if (notLoaded.isPresent()) {
            return Found.problem(text, notLoaded.get());
        }
        int cards = TorchLibrary.cards();
        if (cards == 0) {
            return Found.problem(text, TorchLibrary.whyNoCard());
        }
        if (number >= cards) {
            return Found.problem(
                    text, new Problem("the cards are numbered from 0 to " + (cards - 1), "see attune devices"));
        }
        TorchDevice device = new TorchDevice("cuda" + products.suffix + ":" + number, "cuda:" + number, products);
        return device.problem()
                .map(problem -> Found.problem(text, problem))
                .orElseGet(() -> Found.device(text, device));
    }

    /** Why a card cannot be used, by its number; empty if it can. */
    static Optional<Problem> problemOf(int card) {
        return card("", Precision.FLOAT, card).problem;
    }

    /** Why the device does not compute, such as a card that is full or older than libtorch's code; empty if it does. */
    private Optional<Problem> problem() {
        try (PointerScope scope = new PointerScope()) {
            Room.values(room.copy(new float[] {1}, 1).relu());
            return Optional.empty();
        } catch (RuntimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            String remedy = Division.isWantOfMemory(e)
                    ? "end what else computes there, which nvidia-smi lists"
                    : "compute on the CPU, or on an older card with -Pnd4j-cuda, see docs/gpu.md";
            return Optional.of(new Problem(first, remedy));
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
                .<Steps.Device>map(
                        it -> (graph, learning) -> new TorchSteps(it.mirror, learning, it.device.room, new Division(1)))
                .orElse(Steps.Device.HOST);
    }

    /**
     * What computes the output of a network that hears clips.
     *
     * @param network ends in a CTC output
     * @return from features [utterance × size × frame] and mask [utterance × frame] to natural-log probabilities
     *     [utterance × label × frame]; empty if no device is chosen or libtorch cannot compute the network
     */
    public static Optional<BinaryOperator<INDArray>> forward(ComputationGraph network) {
        return runnable(network).map(it -> it::clips);
    }

    /**
     * What computes the output of a network that sees pictures, or of one on what a trunk makes of them.
     *
     * @param network ends in classes
     * @return from pictures [picture × …] to probabilities [picture × class]; empty if no device is chosen or libtorch cannot
     *     compute the network
     */
    public static Optional<UnaryOperator<INDArray>> ofPictures(ComputationGraph network) {
        return runnable(network).map(it -> it::pictures);
    }

    /**
     * What runs the frozen lower part of a network.
     *
     * @param trunk the part
     * @param network the whole
     * @return empty if no device is chosen or libtorch cannot compute the part
     */
    public static Optional<SplitGraph.Forward> trunk(ComputationGraph trunk, ComputationGraph network) {
        return mirrored(() -> Mirror.ofTrunk(trunk, network))
                .map(it ->
                        new TorchForward(it.mirror, UnaryOperator.identity(), it.device.room, new Division(1))::output);
    }

    private static Optional<TorchForward> runnable(ComputationGraph network) {
        return mirrored(network).map(it -> new TorchForward(it.mirror, it.device.room, new Division(1)));
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
     * Warns if the network is computed by its own layers although a device is chosen, or the build is for cards.
     *
     * @param network any
     * @param progress gets the warning
     */
    public static void tell(ComputationGraph network, Progress progress) {
        Found found = found();
        found.problem.ifPresent(problem -> progress.warn(
                "computing on the CPU, since no card can be used: " + problem.what() + "; " + problem.remedy()));
        if (found.device.isPresent()) {
            try {
                mirror(() -> Mirror.of(network));
            } catch (Mirror.NoMirrorException e) {
                progress.warn(found.device.get().name + " does not know this network (" + e.why()
                        + "): computing it on the CPU instead");
            }
        }
    }

    private record Mirrored(TorchDevice device, Mirror mirror) {}

    private interface Mirroring {
        Mirror mirror() throws Mirror.NoMirrorException;
    }

    private static Optional<Mirrored> mirrored(ComputationGraph network) {
        return mirrored(() -> Mirror.of(network));
    }

    private static Optional<Mirrored> mirrored(Mirroring network) {
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

    private static Mirror mirror(Mirroring network) throws Mirror.NoMirrorException {
        if (!HostMemory.onCpu()) {
            throw new Mirror.NoMirrorException("ND4J computes on CUDA itself");
        }
        return network.mirror();
    }
}
