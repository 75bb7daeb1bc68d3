package attune.cli;

import attune.speech.DecodingOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to get from the network's outputs to words; the same for {@code transcribe} and {@code evaluate}. */
final class DecodingArguments {
    @Option(
            names = "--lm",
            paramLabel = "FILE",
            description = "A language model (*.lm or ARPA). Default: the one in the bundle, if there is one.")
    private @Nullable Path languageModel;

    @Option(
            names = "--hot-words",
            paramLabel = "FILE",
            description = "Words and phrases to listen for, one a line, each with :BOOST behind it or not.")
    private @Nullable Path hotWords;

    @Option(
            names = "--beam",
            paramLabel = "N",
            description = "Width of the beam. Default: the bundle's, or 100. Wider is slower.")
    private @Nullable Integer beam;

    @Option(names = "--greedy", description = "No beam and no language model, even if the bundle has one.")
    private boolean greedy;

    DecodingOptions options(int hypotheses) {
        return new DecodingOptions(
                greedy,
                Optional.ofNullable(languageModel),
                Optional.ofNullable(hotWords),
                beam == null ? OptionalInt.empty() : OptionalInt.of(beam),
                hypotheses);
    }
}
