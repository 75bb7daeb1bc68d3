package attune.cli;

import attune.corpus.Overlap;
import attune.jobs.CorpusCheck;
import attune.results.CorpusCheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune corpus check}. */
@Command(
        name = "check",
        description =
                "Looks for everything that is wrong with a corpus before a model learns from it: sound that is missing,"
                        + " damaged, silent or cut off, texts that the model cannot write or that another clip's sound"
                        + " goes with, clips that are given twice or also held out.",
        footer = {
            "",
            "Exit code: 1 if clips have to be left out.",
            "",
            "Example:",
            "  attune corpus check -m source-en train.jsonl --held-out test.jsonl -o checked/",
            "  attune adapt -m source-en --train checked/clean.jsonl -o runs/ivr"
        })
final class CorpusCheckCommand extends ReportCommand implements Sharded {
    @Mixin
    private ModelOption model;

    @Parameters(arity = "1..*", paramLabel = "MANIFEST", description = "The corpus, in any format.")
    private List<Path> manifests = new ArrayList<>();

    @Option(
            names = "--held-out",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Dev and test clips: none of them may be in the corpus, and what they share with it is told.")
    private List<Path> heldOut = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            description = "Folder for clean.jsonl (all that can be learnt from), doubtful.jsonl (those of them to look"
                    + " at, the worst first) and rejected.jsonl, both with reasons.")
    private @Nullable Path out;

    @Option(
            names = "--no-listening",
            description = "Do not let the model listen whether the texts are right: faster, but such texts stay.")
    private boolean deaf;

    @Mixin
    private ColumnOptions columns;

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
        CorpusCheck job = new CorpusCheck(new CorpusCheck.Request(
                model.path(), manifests, heldOut, !deaf, Optional.ofNullable(out), columns.columns()));
        return shards.run(this, job::run, job::run, (parts, progress) -> job.join(parts), this::show);
    }

    private int show(CorpusCheckResult checked) throws IOException {
        if (asJson()) {
            printPrettyJson(checked);
        } else {
            out().print(text(checked));
        }
        return checked.rejected() + checked.lines().size() > 0 ? ExitCodes.WITH_REJECTS : ExitCodes.DONE;
    }

    /** The report for a person. */
    static String text(CorpusCheckResult checked) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %.1f minutes: %d rejected, %d to look at%n",
                clips(checked.clips()),
                checked.minutes(),
                checked.rejected(),
                checked.doubtful()));
        if (!checked.lines().isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nLines that cannot be read: %d%n",
                    checked.lines().size()));
            checked.lines().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        }
        append(text, "Rejected", checked, true);
        append(text, "To look at", checked, false);
        if (!checked.texts().isEmpty()) {
            text.append(String.format(Locale.ROOT, "%nTexts, as they are learnt%n"));
            checked.texts().forEach(rule -> text.append(String.format(Locale.ROOT, "  %s%n", rule.text())));
        }
        Optional.ofNullable(checked.heldOut()).ifPresent(overlap -> append(text, overlap));
        return text.toString();
    }

    private static void append(StringBuilder text, String heading, CorpusCheckResult checked, boolean rejects) {
        List<CorpusCheckResult.OfDefect> defects = checked.defects().stream()
                .filter(defect -> defect.rejects() == rejects)
                .toList();
        if (!defects.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%n%s%n", heading));
        }
        for (CorpusCheckResult.OfDefect defect : defects) {
            text.append(String.format(Locale.ROOT, "  %s: %s%n", defect.title(), clips(defect.clips())));
            for (CorpusCheckResult.Example example : defect.examples()) {
                text.append(String.format(Locale.ROOT, "    %s: %s%n", example.where(), example.value()));
            }
            int others = defect.clips() - defect.examples().size();
            if (others > 0) {
                text.append(String.format(Locale.ROOT, "    and %d more%n", others));
            }
        }
    }

    private static void append(StringBuilder text, Overlap overlap) {
        text.append(String.format(
                Locale.ROOT,
                "%nHeld out: %s%n  %d have the text of one of these, %d others differ in a word%n",
                clips(overlap.clips()),
                overlap.sameText(),
                overlap.nearText()));
        if (overlap.words() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s of their words are not in these%n",
                    Percent.of((double) overlap.newWords() / overlap.words())));
        }
        if (overlap.speakers() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %d of their %d speakers also speak in these%n",
                    overlap.heardSpeakers(),
                    overlap.speakers()));
        }
    }

    private static String clips(int count) {
        return count == 1 ? "1 clip" : String.format(Locale.ROOT, "%,d clips", count);
    }
}
