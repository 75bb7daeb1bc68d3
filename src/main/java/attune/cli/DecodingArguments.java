package attune.cli;

import attune.speech.DecodingOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to get from the network's outputs to words; the same for every command that transcribes. */
public final class DecodingArguments {
    @Option(
            names = "--lm",
            paramLabel = "FILE",
            description = "Language model (*.lm or ARPA). Default: the bundle's, if it has one.")
    private @Nullable Path languageModel;

    @Option(
            names = "--hot-words",
            paramLabel = "FILE",
            description =
                    "Words and phrases to expect, one a line, perhaps with :BOOST. A boost multiplies the odds of a word by e"
                            + " to the BOOST for each of its characters: 1.5 (the default) decides between what sounds"
                            + " alike, 3 is strong, 5 is the most.")
    private @Nullable Path hotWords;

    @Expert(Topic.DECODING)
    @Option(
            names = "--beam",
            paramLabel = "N",
            description = "Beam width; wider is slower. Default: the bundle's, or 100.")
    private @Nullable Integer beam;

    @Option(names = "--greedy", description = "Greedy decoding: no beam search, no language model.")
    private boolean greedy;

    /**
     * The choices of the command line.
     *
     * @param hypotheses number of texts to give for a clip, 1 or more
     * @return how to decode
     * @throws attune.fault.UserFault if they exclude each other
     */
    public DecodingOptions options(int hypotheses) {
        return new DecodingOptions(
                greedy,
                Optional.ofNullable(languageModel),
                Optional.ofNullable(hotWords),
                beam == null ? OptionalInt.empty() : OptionalInt.of(beam),
                hypotheses);
    }
}
