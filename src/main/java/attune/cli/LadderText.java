package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.LadderResult;
import attune.speech.DecodingSettings;
import attune.table.Column;
import attune.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A ladder as a table for a person. */
final class LadderText {
    private LadderText() {}

    static String of(LadderResult ladder) {
        boolean raw = ladder.rungs().stream().anyMatch(LadderText::differsRaw);
        List<Column> columns =
                new ArrayList<>(List.of(left("rung"), right("WER"), left("95 % interval"), right("CER")));
        if (raw) {
            columns.addAll(List.of(right("raw WER"), right("raw CER")));
        }
        columns.addAll(List.of(left("against below"), right("p")));
        TextTable table = new TextTable(columns);
        ladder.rungs().forEach(rung -> table.add(cells(rung, raw)));
        StringBuilder text = new StringBuilder(table.text());
        LadderResult.Rung first = ladder.rungs().get(0);
        text.append(String.format(
                Locale.ROOT,
                "%d clips, %d words, normalised by %s%s; p by paired bootstrap (MAPSSWE: --format json)%n",
                first.clips(),
                first.words(),
                ladder.normalizer(),
                raw ? " (raw: as written)" : ""));
        ladder.rungs().forEach(rung -> rung.decoding().ifPresent(settings -> text.append(settings(rung, settings))));
        return text.toString();
    }

    private static String shortName(LadderResult.Rung rung) {
        return rung.name().replace("language model", "LM");
    }

    private static boolean differsRaw(LadderResult.Rung rung) {
        return rung.rawWer() != rung.wer() || rung.rawCer() != rung.cer();
    }

    private static List<String> cells(LadderResult.Rung rung, boolean raw) {
        List<String> cells = new ArrayList<>(List.of(
                shortName(rung),
                Percent.of(rung.wer()),
                Percent.range(rung.werLow(), rung.werHigh()),
                Percent.of(rung.cer())));
        if (raw) {
            cells.addAll(List.of(Percent.of(rung.rawWer()), Percent.of(rung.rawCer())));
        }
        cells.addAll(List.of(
                rung.againstBelow()
                        .map(below -> Percent.points(below.difference(), below.low(), below.high()))
                        .orElse("-"),
                rung.againstBelow().map(below -> p(below.bootstrapP())).orElse("-")));
        return cells;
    }

    private static String p(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String settings(LadderResult.Rung rung, DecodingSettings settings) {
        return String.format(
                Locale.ROOT,
                "%s: beam width %d, weight %.3f, word bonus %.2f, blank -%.1f, unknown words %s%n",
                shortName(rung),
                settings.width(),
                settings.weight(),
                settings.wordBonus(),
                settings.blankPenalty(),
                settings.unknownWordsText());
    }
}
