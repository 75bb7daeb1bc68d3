package attune.cli;

import attune.evaluation.AlignedText;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.jobs.Evaluate;
import attune.jobs.Evaluated;
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
                "Measures word and character error rates (WER, CER) on held-out clips, of one or several models side"
                        + " by side, with intervals and significance.",
        footer = {
            "",
            "Examples:",
            "  attune evaluate -m source-en -m runs/ivr --test test.jsonl",
            "  attune evaluate -m source-en -m runs/ivr --test test.jsonl --dev dev.jsonl \\",
            "      --ladder",
            "  attune evaluate -m runs/ivr --hypotheses whisper.jsonl --test test.jsonl"
        })
final class EvaluateCommand extends ReportCommand implements Sharded {
    private static final int COLUMNS = 80;

    @Option(
            names = {"-m", "--model"},
            order = 1,
            converter = ModelPath.class,
            paramLabel = ModelPath.LABEL,
            description = "A bundle, a finished run's folder, or the name of a shipped model; repeat to compare others"
                    + " with the first.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--hypotheses",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Another recogniser's output for the test clips, scored alike: TRN lines, or JSON lines with"
                    + " audio_filepath and text or pred_text.")
    private List<Path> hypotheses = new ArrayList<>();

    @Option(
            names = "--test",
            order = 2,
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Held-out clips with transcripts.")
    private List<Path> tests = new ArrayList<>();

    @Option(
            names = "--ladder",
            description =
                    "Compare hot words, a language model and adapting, cheapest first. Give the source and the adapted"
                            + " model, --dev to tune on, and --lm if the adapted model has none.")
    private boolean ladder;

    @Option(
            names = "--dev",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "With --ladder: clips to tune each rung's language model weight on.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = "--worst",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also show the N clips with most errors, aligned word by word.")
    private int worst;

    @Expert(Topic.OUTPUT)
    @Option(
            names = "--confidence",
            description =
                    "Also measure the confidences of words: accuracy in ten bins, expected calibration error with its"
                            + " interval, Brier score. --hypotheses then needs JSON lines as transcribe --format json writes"
                            + " them.")
    private boolean confidence;

    @Expert(Topic.OUTPUT)
    @Option(
            names = "--trn",
            paramLabel = "FOLDER",
            description = "Also write ref.trn, and hyp1.trn and so on for each model, for NIST's sclite.")
    private @Nullable Path trn;

    @Expert(Topic.OUTPUT)
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed of the intervals. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private DecodingArguments decoding;

    @Mixin
    private SkipBadOption skip;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ComputingOptions computing;

    @Mixin
    private ShardOption shards;

    @Override
    public ShardOption shards() {
        return shards;
    }

    @Override
    int execute() throws IOException {
        computing.choose();
        if (worst < 0) {
            throw new UserFault("--worst", "must be 0 or more, not '" + worst + "'", "leave it out for none");
        }
        if (worst > 0 && (ladder || asJson())) {
            throw new UserFault("--worst", "works with the plain table only", "leave out --ladder and --format json");
        }
        shards.exclude("--ladder", ladder);
        shards.exclude("--trn", trn != null);
        return ladder ? ladder() : table();
    }

    private int ladder() throws IOException {
        if (models.size() != 2) {
            throw new UserFault(
                    "--ladder", "'" + models.size() + "' models are given", "give two: -m SOURCE -m ADAPTED");
        }
        if (!hypotheses.isEmpty()) {
            throw new UserFault("--hypotheses", "cannot be combined with --ladder", "leave one of them out");
        }
        if (trn != null) {
            throw new UserFault("--trn", "cannot be combined with --ladder", "leave one of them out");
        }
        if (confidence) {
            throw new UserFault("--confidence", "cannot be combined with --ladder", "leave one of them out");
        }
        Ladder.Request request = new Ladder.Request(
                models.get(0), models.get(1), decoding.options(1), tests, dev, new RunSeed(seed), skip.skip());
        LadderResult result;
        try (ShownProgress progress = progress()) {
            result = new Ladder(request, cache.features()).run(progress).summary();
        }
        if (asJson()) {
            printPrettyJson(result);
        } else {
            out().print(LadderText.of(result));
        }
        return exitCode(result.leftOut());
    }

    private int exitCode(List<String> leftOut) {
        return exitCode(leftOut.size(), "could not be used");
    }

    private void printWorst(Evaluated row, boolean oneOfSeveral) {
        List<ScoredClip> clips = row.evaluation().worst(worst).stream()
                .filter(clip -> clip.words().errors() > 0)
                .toList();
        if (oneOfSeveral && !clips.isEmpty()) {
            out().printf("%n%s%n", row.model());
        }
        clips.forEach(clip -> out().printf("%n%s", AlignedText.of(clip, COLUMNS)));
    }

    private int table() throws IOException {
        if (!dev.isEmpty()) {
            throw new UserFault("--dev", "has no effect without --ladder", "add --ladder, or tune with attune lm tune");
        }
        if (cache.isGiven()) {
            throw new UserFault("--cache", "has no effect without --ladder", "add --ladder, or leave it out");
        }
        Evaluate job = new Evaluate(new Evaluate.Request(
                models, hypotheses, tests, decoding.options(1), new RunSeed(seed), confidence, skip.skip()));
        Optional<TrnFiles> trnFiles = Optional.ofNullable(trn).map(TrnFiles::new);
        if (trnFiles.isPresent()) {
            trnFiles.get().requireNone(models.size() + hypotheses.size());
        }
        return shards.run(this, job::run, job::run, job::join, rows -> show(rows, trnFiles));
    }

    private int show(List<Evaluated> rows, Optional<TrnFiles> trnFiles) throws IOException {
        if (trnFiles.isPresent()) {
            trnFiles.get().write(rows);
        }
        List<EvaluationResult> results = rows.stream().map(Evaluated::summary).toList();
        int exitCode = exitCode(rows.get(0).leftOut());
        if (asJson()) {
            printPrettyJson(results);
            return exitCode;
        }
        out().print(EvaluationText.of(results));
        if (confidence) {
            out().print(ReliabilityText.of(results));
        }
        for (Evaluated row : rows) {
            printWorst(row, rows.size() > 1);
        }
        return exitCode;
    }
}
