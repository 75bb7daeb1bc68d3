package attune.cli;

import attune.jobs.LmPerplexity;
import attune.results.PerplexityResult;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune lm perplexity}. */
@Command(name = "perplexity", description = "Measures a language model's perplexity on a text.")
final class LmPerplexityCommand extends ReportCommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "Language model: *.lm or ARPA.")
    private Path model = Path.of("");

    @Parameters(arity = "1", paramLabel = "TEXT", description = "Plain text or manifest.")
    private Path text = Path.of("");

    @Mixin
    private LanguageOption language;

    @Override
    int execute() throws IOException {
        TextNormalizer normalizer = language.normalizer().orElse(TextNormalizer.ENGLISH_BASIC);
        PerplexityResult measured = PerplexityResult.of(new LmPerplexity(model, text, normalizer).run());
        if (asJson()) {
            printPrettyJson(measured);
            return ExitCodes.DONE;
        }
        out().printf(
                        Locale.ROOT,
                        "perplexity %.2f%n%d sentences, %d tokens with their ends, %d unknown; without these"
                                + " perplexity %.2f%n",
                        measured.perplexity(),
                        measured.sentences(),
                        measured.tokens(),
                        measured.unknown(),
                        measured.knownPerplexity());
        return ExitCodes.DONE;
    }
}
