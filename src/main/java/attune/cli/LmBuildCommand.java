package attune.cli;

import attune.jobs.LmBuild;
import attune.lm.LanguageModelBuilder;
import attune.lm.Perplexity;
import attune.lm.TokenKind;
import attune.speech.language.TextSource;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune lm build}. */
@Command(
        name = "build",
        description = "Estimates an n-gram language model (interpolated modified Kneser-Ney) from texts.",
        footer = {
            "",
            "Example:",
            "  attune lm build prompts.txt train.jsonl --dev dev.jsonl --exclude test.jsonl \\",
            "      -o domain.lm"
        })
final class LmBuildCommand extends SubCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT[:WEIGHT]",
            description =
                    "Plain texts (UTF-8, may be gzipped, a sentence on each line) or manifests (their transcripts)."
                            + " Texts with weights are interpolated; without weights and without --dev they count as one text.")
    private List<String> texts = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "*.lm (small, quick to open), *.arpa or *.arpa.gz.")
    private Path out = Path.of("");

    @Mixin
    private LanguageOption language;

    @Option(
            names = "--order",
            paramLabel = "N",
            defaultValue = "3",
            description = "Order: length of the longest n-grams, 1 to 5. Default: ${DEFAULT-VALUE}.")
    private int order;

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(
            names = "--prune",
            split = ",",
            paramLabel = "COUNT",
            defaultValue = "0",
            description =
                    "Drop n-grams that occur COUNT times or less, for each length: 0,0,1 drops trigrams that occur"
                            + " once. The last count holds for all longer ones. Default: ${DEFAULT-VALUE}.")
    private List<Integer> prune = new ArrayList<>();

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            description = "Keep the N most frequent words; the others become <unk>.")
    private @Nullable Integer vocabulary;

    @Option(
            names = "--dev",
            paramLabel = "TEXT",
            description = "Text or manifest to measure perplexity on, and to find the weights of several texts by"
                    + " (expectation maximisation) where none are given.")
    private @Nullable Path dev;

    @Option(
            names = "--exclude",
            paramLabel = "MANIFEST",
            description =
                    "Test clips; may be repeated. Refuses texts that contain one of their transcripts of 4 words or"
                            + " more, or 14 consecutive words of one.")
    private List<Path> exclude = new ArrayList<>();

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(names = "--allow-test-text", description = "Only warn of what --exclude finds.")
    private boolean allowTestText;

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(names = "--characters", description = "Count characters instead of words.")
    private boolean characters;

    @Override
    int execute() throws IOException {
        LanguageModelBuilder.Settings settings = new LanguageModelBuilder.Settings(
                order, prune, vocabulary == null ? OptionalInt.empty() : OptionalInt.of(vocabulary));
        LmBuild.Request request = new LmBuild.Request(
                texts.stream().map(TextSource::parse).toList(),
                out,
                settings,
                characters ? TokenKind.CHARACTERS : TokenKind.WORDS,
                Optional.ofNullable(dev),
                exclude,
                allowTestText,
                language.normalizer().orElse(TextNormalizer.ENGLISH_BASIC));
        try (ShownProgress progress = progress()) {
            LmBuild.Result result = new LmBuild(request).run(progress);
            progress.close();
            report(result);
        }
        out().println(out);
        return ExitCodes.DONE;
    }

    private void report(LmBuild.Result result) {
        List<Integer> counts = result.model().counts();
        StringBuilder ngrams = new StringBuilder();
        for (int n = 1; n <= counts.size(); n++) {
            ngrams.append(", ").append(counts.get(n - 1)).append(' ').append(n).append("-grams");
        }
        String unit = characters ? "characters" : "words";
        tell(String.format(
                Locale.ROOT,
                "order %d%s, from %d %s in %d %s",
                order,
                ngrams,
                result.tokens(),
                unit,
                result.sentences(),
                result.sentences() == 1 ? "sentence" : "sentences"));
        List<Double> weights = result.model().weights();
        for (int i = 0; i < weights.size() && weights.size() > 1; i++) {
            tell(String.format(
                    Locale.ROOT,
                    "weight %.4f: %s",
                    weights.get(i),
                    TextSource.parse(texts.get(i)).path()));
        }
        result.dev().map(LmBuildCommand::perplexity).ifPresent(line -> tell(dev + ": " + line));
    }

    private static String perplexity(Perplexity dev) {
        return String.format(
                Locale.ROOT,
                "perplexity %.2f over %d tokens, %.2f without %d unknown ones",
                dev.value(),
                dev.tokens(),
                dev.ofKnown(),
                dev.unknown());
    }
}
