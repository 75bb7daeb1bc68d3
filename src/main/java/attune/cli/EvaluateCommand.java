package attune.cli;

import attune.evaluation.AlignedText;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.jobs.Evaluate;
import attune.jobs.Ladder;
import attune.results.EvaluationResult;
import attune.results.LadderResult;
import attune.seed.RunSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune evaluate}. */
@Command(
        name = "evaluate",
        description =
                "Measures word and character error rates on held-out clips, of one or several models side by side.")
final class EvaluateCommand extends ReportCommand {
    private static final int COLUMNS = 100;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "BUNDLE",
            description = "A model; repeat to compare others with the first.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--hypotheses",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "What another recogniser heard in the test clips, to be scored alike: TRN lines, or JSON lines"
                            + " with audio_filepath and text or pred_text.")
    private List<Path> hypotheses = new ArrayList<>();

    @Option(
            names = "--test",
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips with transcripts.")
    private List<Path> tests = new ArrayList<>();

    @Option(
            names = "--ladder",
            description = "Compare the ways to better transcripts, the cheapest first: give the source and the adapted"
                    + " model, --lm if the adapted one holds none, perhaps --hot-words, and --dev to tune on.")
    private boolean ladder;

    @Option(
            names = "--dev",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "With --ladder: clips to tune the language model's weight on for each rung.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = "--worst",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also show the N clips with most errors, aligned word by word, below the plain table.")
    private int worst;

    @Option(
            names = "--confidence",
            description = "Also tell whether the words' confidences mean what they say: for ten bins of confidence the"
                    + " share of right words, and over all the expected calibration error with its interval and the"
                    + " Brier score. --hypotheses then needs JSON lines with \"words\", each with \"word\" and"
                    + " \"confidence\", as transcribe --format json writes them. Not with --ladder.")
    private boolean confidence;

    @Option(
            names = "--trn",
            paramLabel = "FOLDER",
            description = "Also write ref.trn and, of each model, hyp1.trn and so on there, for NIST's sclite; not with"
                    + " --ladder.")
    private @Nullable Path trn;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the intervals. Default: 1.")
    private long seed;

    @Mixin
    private DecodingArguments decoding;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private KernelOption kernel;

    @Override
    int execute() throws IOException {
        kernel.choose();
        if (worst < 0) {
            throw new UserFault("--worst", "'" + worst + "' clips cannot be shown", "give 0 or more");
        }
        if (worst > 0 && (ladder || asJson())) {
            throw new UserFault(
                    "--worst", "clips are shown below the plain table alone", "leave out --ladder and --format json");
        }
        return ladder ? ladder() : table();
    }

    private int ladder() throws IOException {
        if (models.size() != 2) {
            throw new UserFault(
                    "--ladder", "'" + models.size() + "' models are given", "give two: -m SOURCE -m ADAPTED");
        }
        if (!hypotheses.isEmpty()) {
            throw new UserFault("--hypotheses", "are of no rung", "leave out --ladder");
        }
        if (trn != null) {
            throw new UserFault("--trn", "is not written for rungs", "leave out --ladder");
        }
        if (confidence) {
            throw new UserFault("--confidence", "is not measured for rungs", "leave out --ladder");
        }
        Ladder.Request request =
                new Ladder.Request(models.get(0), models.get(1), decoding.options(1), tests, dev, new RunSeed(seed));
        LadderResult result;
        try (TerminalProgress progress = progress()) {
            result = new Ladder(request, cache.features()).run(progress).summary();
        }
        if (asJson()) {
            printPrettyJson(result);
        } else {
            out().print(LadderText.of(result));
        }
        return ExitCodes.DONE;
    }

    private int table() throws IOException {
        if (!dev.isEmpty()) {
            throw new UserFault("--dev", "has no use without --ladder", "add --ladder, or tune with attune lm tune");
        }
        if (cache.isGiven()) {
            throw new UserFault("--cache", "has no use without --ladder", "add --ladder, or leave it out");
        }
        Optional<TrnFiles> trnFiles = Optional.ofNullable(trn).map(TrnFiles::new);
        if (trnFiles.isPresent()) {
            trnFiles.get().requireNone(models.size() + hypotheses.size());
        }
        Evaluate.Request request =
                new Evaluate.Request(models, hypotheses, tests, decoding.options(1), new RunSeed(seed));
        List<Evaluate.Row> rows;
        try (TerminalProgress progress = progress()) {
            rows = new Evaluate(confidence ? request.withConfidence() : request).run(progress);
        }
        if (trnFiles.isPresent()) {
            trnFiles.get().write(rows);
        }
        List<EvaluationResult> results =
                rows.stream().map(Evaluate.Row::summary).toList();
        if (asJson()) {
            printPrettyJson(results);
            return ExitCodes.DONE;
        }
        out().print(EvaluationText.of(results));
        if (confidence) {
            out().print(ReliabilityText.of(results));
        }
        for (Evaluate.Row row : rows) {
            for (ScoredClip clip : row.evaluation().worst(worst)) {
                out().printf("%n%s: %s%n%s%n", row.model(), clip.id(), AlignedText.of(clip, COLUMNS));
            }
        }
        return ExitCodes.DONE;
    }
}
