package attune.corpus;

import static attune.fault.Parameter.named;

import attune.corpus.TableManifest.Row;
import attune.corpus.TableManifest.Separator;
import attune.fault.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the columns of a table that no format of its own describes. The header's names decide, whatever their case and
 * whatever stands between their words; an audio column must also look like one. Where several would do, nothing is
 * guessed.
 */
final class ColumnSearch {
    private static final Set<String> AUDIO_NAMES = Set.of(
            ("file path filename filepath audio wav wave flac mp3 clip recording sound audiofile audiopath audiofilepath"
                            + " audiofilename audioclip wavfile wavpath wavfilename clippath clipfile soundfile")
                    .split(" ", -1));

    private static final Set<String> TEXT_NAMES = Set.of(
            "text transcript transcription sentence reference utterance words prompt transcripttext".split(" ", -1));

    /** Rows whose audio must look like audio. */
    private static final int LOOKED_AT = 100;

    private final Columns wanted;

    ColumnSearch(Columns wanted) {
        this.wanted = wanted;
    }

    /** What a header may mean if it is read with one separator. */
    private record Reading(Separator separator, List<String> header, List<String> audio, List<String> text) {
        boolean isComplete() {
            return !audio.isEmpty() && !text.isEmpty();
        }
    }

    /** A table and its rows, the first of them its header. */
    record Found(TableManifest table, List<Row> rows) {

        /** Reads audio beside the table, or in the folder for clips if that has the first row's and the other not. */
        List<Utterance> read(ManifestText text, AudioFolder beside, Path clips, Faults faults) {
            return table.read(text, rows, isIn(clips, beside) ? AudioFolder.at(clips) : beside, faults);
        }

        private boolean isIn(Path clips, AudioFolder beside) {
            int column = TableManifest.names(rows.get(0).fields())
                    .indexOf(table.columns().audio());
            if (rows.size() < 2 || rows.get(1).fields().size() <= column || !Files.isDirectory(clips)) {
                return false;
            }
            String first = rows.get(1).fields().get(column);
            return !beside.has(first) && AudioFolder.at(clips).has(first);
        }
    }

    /** Whether a file's first lines are those of a table that needs no advice. */
    static boolean recognises(String header, String row) {
        return new ColumnSearch(Columns.OBVIOUS)
                .readings(header)
                .anyMatch(reading -> reading.isComplete()
                        && TableManifest.names(reading.separator.fields(row)).stream()
                                .anyMatch(AudioNames::isAudio));
    }

    /**
     * The table that a text is.
     *
     * @return empty if it does not look like one
     * @throws UserFault if it is one, but which columns are meant is not clear
     */
    Optional<Found> find(ManifestText text) {
        ManifestText.Line first = text.lines().get(0);
        List<Reading> readings = readings(first.text()).toList();
        String where = text.where(first.number());
        Optional<Reading> complete =
                readings.stream().filter(Reading::isComplete).findFirst();
        if (complete.isEmpty()) {
            if (wanted.areNamed() || readings.stream().anyMatch(reading -> !reading.audio.isEmpty())) {
                throw missing(where, readings);
            }
            return Optional.empty();
        }
        return complete.map(reading -> table(text, where, reading));
    }

    private Stream<Reading> readings(String first) {
        return Stream.of(Separator.values())
                .map(separator -> {
                    List<String> header = TableManifest.names(separator.fields(first));
                    return new Reading(
                            separator,
                            header,
                            candidates(header, wanted.audio(), AUDIO_NAMES),
                            candidates(header, wanted.text(), TEXT_NAMES));
                })
                .filter(reading -> reading.header.size() > 1);
    }

    /** The columns of a header that have the wanted name or, where none is wanted, one of the usual names. */
    static List<String> candidates(List<String> header, String wanted, Set<String> names) {
        if (wanted.isEmpty()) {
            return header.stream().filter(name -> names.contains(plain(name))).toList();
        }
        return header.contains(wanted)
                ? List.of(wanted)
                : header.stream().filter(wanted::equalsIgnoreCase).toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private UserFault missing(String where, List<Reading> readings) {
        if (readings.isEmpty()) {
            return new UserFault(
                    where,
                    "is no table: nothing separates columns",
                    "give a table with a header, or leave columns out");
        }
        Reading likeliest = readings.stream()
                .max((one, other) ->
                        Integer.compare(one.audio.size() + one.text.size(), other.audio.size() + other.text.size()))
                .orElseThrow();
        return likeliest.audio.isEmpty()
                ? missing(where, likeliest.header, wanted.audio(), "audio")
                : missing(where, likeliest.header, wanted.text(), "text");
    }

    /** No column is meant. */
    static UserFault missing(String where, List<String> header, String wanted, String what) {
        return new UserFault(
                where,
                "its header names the columns " + header + ", none of which is "
                        + (wanted.isEmpty() ? "obviously that of the " + what : Faults.quoted(wanted)),
                "name the column of the " + what + " with " + named(what + "Column"));
    }

    private Found table(ManifestText text, String where, Reading reading) {
        List<Row> rows = TableManifest.rows(reading.separator, text);
        List<String> audio = wanted.audio().isEmpty() ? plausible(where, rows, reading) : reading.audio;
        Columns columns = new Columns(
                only(where, audio, "audio"), only(where, reading.text, "text"), wanted.start(), wanted.end());
        return new Found(new TableManifest("the table", reading.separator, columns), rows);
    }

    /** The columns whose values end as the names of audio files do. */
    private static List<String> plausible(String where, List<Row> rows, Reading reading) {
        List<String> audio = reading.audio.stream()
                .filter(name -> values(rows, reading.header.indexOf(name)).allMatch(AudioNames::isAudio))
                .toList();
        if (audio.isEmpty()) {
            String name = reading.audio.get(0);
            String odd = values(rows, reading.header.indexOf(name))
                    .filter(value -> !AudioNames.isAudio(value))
                    .findFirst()
                    .orElse("");
            throw new UserFault(
                    where,
                    "the column " + Faults.quoted(name) + " has " + Faults.quoted(odd)
                            + " where the name of an audio file is expected",
                    "name the column of the audio with " + named("audioColumn"));
        }
        return audio;
    }

    /** What the first rows have in a column. */
    static Stream<String> values(List<Row> rows, int column) {
        return rows.stream()
                .skip(1)
                .limit(LOOKED_AT)
                .filter(row -> row.fields().size() > column)
                .map(row -> row.fields().get(column).strip())
                .filter(value -> !value.isEmpty());
    }

    /** The one column that may be meant. */
    static String only(String where, List<String> names, String what) {
        if (names.size() > 1) {
            throw new UserFault(
                    where,
                    names.size() + " columns may be that of the " + what + ": "
                            + names.stream().map(Faults::quoted).collect(Collectors.joining(", ")),
                    "choose one with " + named(what + "Column"));
        }
        return names.get(0);
    }
}
