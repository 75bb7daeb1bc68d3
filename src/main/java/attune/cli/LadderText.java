package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.LadderResult;
import attune.speech.DecodingSettings;
import attune.table.TextTable;
import java.util.List;
import java.util.Locale;

/** A ladder as a table for a person. */
final class LadderText {
    private LadderText() {}

    static String of(LadderResult ladder) {
        TextTable table = new TextTable(
                left("rung"),
                right("WER"),
                left("95 % interval"),
                right("CER"),
                right("raw WER"),
                right("raw CER"),
                left("against below"),
                right("bootstrap p"),
                right("matched p"));
        ladder.rungs().forEach(rung -> table.add(cells(rung)));
        StringBuilder text = new StringBuilder(table.text());
        LadderResult.Rung first = ladder.rungs().get(0);
        text.append(String.format(
                Locale.ROOT,
                "%d clips, %d words. WER and CER: reference and transcript normalised by %s; raw: as they are written.%n",
                first.clips(),
                first.words(),
                ladder.normalizer()));
        if (ladder.rungs().stream().anyMatch(LadderText::fewDiffer)) {
            text.append("* too few clips differ for the matched-pairs test (MAPSSWE): go by the paired bootstrap\n");
        }
        ladder.rungs().forEach(rung -> rung.decoding().ifPresent(settings -> text.append(settings(rung, settings))));
        return text.toString();
    }

    private static List<String> cells(LadderResult.Rung rung) {
        return List.of(
                rung.name(),
                Percent.of(rung.wer()),
                Percent.range(rung.werLow(), rung.werHigh()),
                Percent.of(rung.cer()),
                Percent.of(rung.rawWer()),
                Percent.of(rung.rawCer()),
                rung.againstBelow()
                        .map(below -> Percent.points(below.difference(), below.low(), below.high()))
                        .orElse("-"),
                rung.againstBelow().map(below -> p(below.bootstrapP())).orElse("-"),
                rung.againstBelow()
                        .map(below -> p(below.matchedPairsP()) + (fewDiffer(rung) ? "*" : ""))
                        .orElse("-"));
    }

    private static String p(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static boolean fewDiffer(LadderResult.Rung rung) {
        return rung.againstBelow()
                .map(below -> !below.enoughClipsForMatchedPairs())
                .orElse(false);
    }

    private static String settings(LadderResult.Rung rung, DecodingSettings settings) {
        return String.format(
                Locale.ROOT,
                "%s: width %d, weight %.3f, word bonus %.2f, unknown words %s%n",
                rung.name(),
                settings.width(),
                settings.weight(),
                settings.wordBonus(),
                settings.unknownWordsText());
    }
}
