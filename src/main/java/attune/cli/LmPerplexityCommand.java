package attune.cli;

import attune.jobs.LmPerplexity;
import attune.lm.Perplexity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune lm perplexity}. */
@Command(name = "perplexity", description = "Measures how well a language model predicts a text.")
final class LmPerplexityCommand extends ReportCommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "A language model: ours, or ARPA.")
    private Path model = Path.of("");

    @Parameters(arity = "1", paramLabel = "TEXT", description = "A plain text or a manifest.")
    private Path text = Path.of("");

    /** The measure for a program. */
    record Row(long sentences, long tokens, long unknown, double logProb, double perplexity, double knownPerplexity) {
        static Row of(Perplexity of) {
            return new Row(of.sentences(), of.tokens(), of.unknown(), of.logProb(), of.value(), of.ofKnown());
        }
    }

    @Override
    int execute() throws IOException {
        Perplexity measured = new LmPerplexity(model, text).run();
        if (asJson()) {
            printPrettyJson(Row.of(measured));
            return ExitCodes.DONE;
        }
        out().printf(
                        Locale.ROOT,
                        "perplexity %.2f%n%d sentences, %d tokens with their ends, %d unknown; without these"
                                + " perplexity %.2f%n",
                        measured.value(),
                        measured.sentences(),
                        measured.tokens(),
                        measured.unknown(),
                        measured.ofKnown());
        return ExitCodes.DONE;
    }
}
