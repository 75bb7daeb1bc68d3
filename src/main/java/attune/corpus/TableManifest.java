package attune.corpus;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Manifests with a header that names columns, in any order: one clip a row. A clip's id is its audio path as written, with
 * its start if it is a piece.
 *
 * @param name the format's name
 * @param separator what separates fields
 * @param columns those of audio and text by their names; those of times may have to be found
 */
record TableManifest(String name, Separator separator, Columns columns) {

    /** What separates fields. */
    enum Separator {
        /** RFC 4180: fields with commas, quotes or line breaks stand in quotes. */
        COMMA(",", "give every row the columns of the header, and put fields with commas in quotes"),
        /** The same where the comma is the decimal mark. */
        SEMICOLON(";", "give every row the columns of the header, and put fields with semicolons in quotes"),
        /** A row is a line. */
        TAB("\t", "give every row the columns of the header, a tab between them");

        private final String mark;
        private final String remedy;

        Separator(String mark, String remedy) {
            this.mark = mark;
            this.remedy = remedy;
        }

        /** A line's fields; of one with separators within quotes, pieces. */
        List<String> fields(String line) {
            return this == TAB ? tabbed(line) : List.of(line.split(mark, -1));
        }
    }

    /** Mozilla DeepSpeech and Coqui STT. */
    static final TableManifest DEEPSPEECH =
            new TableManifest("DeepSpeech CSV", Separator.COMMA, new Columns("wav_filename", "transcript"));

    /** Mozilla Common Voice. */
    static final TableManifest COMMON_VOICE =
            new TableManifest("Common Voice TSV", Separator.TAB, new Columns("path", "sentence"));

    private static final String ONCE =
            "remove one of the two; if they are pieces of one recording, name the columns of their" + " times with "
                    + named("startColumn") + " and " + named("endColumn");

    private static final Pattern QUOTE_ESCAPE = Pattern.compile("\"(\"?)");

    /** A row: where it starts, from 1, and its fields. */
    record Row(long line, List<String> fields) {}

    /** A row: where it stands, for messages, and its fields by their columns. */
    record NamedRow(String where, Map<String, String> fields) {
        String field(String column) {
            return fields.getOrDefault(column, "");
        }
    }

    /** Whether a first line is this format's header. No table but DeepSpeech's has a {@code wav_filename}. */
    boolean recognises(String firstLine) {
        List<String> bare = names(separator.fields(firstLine));
        return bare.contains(columns.audio()) && (bare.contains(columns.text()) || this.equals(DEEPSPEECH));
    }

    List<Utterance> read(ManifestText manifest, AudioFolder folder, Faults faults) {
        return read(manifest, rows(separator, manifest), folder, faults);
    }

    List<Utterance> read(ManifestText manifest, List<Row> rows, AudioFolder folder, Faults faults) {
        List<String> header = names(rows.get(0).fields());
        String top = manifest.where(rows.get(0).line());
        requireColumns(top, header);
        Optional<PieceTimes> times = PieceTimes.find(top, header, rows, columns);
        List<Utterance> utterances = new ArrayList<>();
        for (Row row : rows.subList(1, rows.size())) {
            String where = manifest.where(row.line());
            if (row.fields().size() != header.size()) {
                faults.add(
                        where,
                        count(row.fields().size()) + " where the header has " + header.size() + ": "
                                + Faults.quoted(String.join(" | ", row.fields())),
                        separator.remedy);
            } else {
                utterance(new NamedRow(where, byColumn(header, row)), times, folder, faults)
                        .ifPresent(utterances::add);
            }
        }
        return UtteranceIds.firsts(utterances, times.isPresent() ? "remove one of the two" : ONCE, faults);
    }

    private void requireColumns(String where, List<String> header) {
        if (!header.containsAll(List.of(columns.audio(), columns.text()))) {
            throw new UserFault(
                    where,
                    "its header names the columns " + header,
                    name + " needs the columns " + columns.audio() + " and " + columns.text());
        }
        if (new HashSet<>(header).size() < header.size()) {
            throw new UserFault(where, "its header names a column twice: " + header, "name each column once");
        }
    }

    private Optional<Utterance> utterance(NamedRow row, Optional<PieceTimes> times, AudioFolder folder, Faults faults) {
        String audio = row.field(columns.audio());
        Optional<String> text = Optional.ofNullable(row.fields.get(columns.text()));
        Map<String, String> extra = new LinkedHashMap<>(row.fields);
        extra.keySet().removeAll(List.of(columns.audio(), columns.text()));
        extra.keySet().removeAll(times.map(PieceTimes::names).orElse(List.of()));
        return folder.resolve(audio, row.where, faults)
                .flatMap(
                        path -> times.isPresent() ? times.get().clip(path, row, faults) : Optional.of(Clip.whole(path)))
                .map(clip -> new Utterance(Clip.name(audio, clip.offsetSeconds()), clip, text, row.where, extra));
    }

    private static String count(int columns) {
        return "has " + columns + (columns == 1 ? " column" : " columns");
    }

    private static Map<String, String> byColumn(List<String> header, Row row) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i), row.fields().get(i));
        }
        return columns;
    }

    /** The names in a header. */
    static List<String> names(List<String> header) {
        return header.stream().map(column -> column.replace("\"", "").strip()).toList();
    }

    static List<Row> rows(Separator separator, ManifestText manifest) {
        return separator == Separator.TAB ? tabRows(manifest) : quotedRows(separator, manifest);
    }

    private static List<Row> quotedRows(Separator separator, ManifestText manifest) {
        List<Row> rows = new ArrayList<>();
        long next = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator.mark)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(manifest.content())) {
            for (CsvRecord row : reader) {
                rows.add(new Row(row.getStartingLineNumber(), row.getFields()));
                long breaks = row.getFields().stream()
                        .mapToLong(TableManifest::breaks)
                        .sum();
                next = row.getStartingLineNumber() + breaks + 1;
            }
        } catch (CsvParseException e) {
            String what = String.valueOf(e.getMessage()).split(" \\(record", 2)[0];
            throw new UserFault(
                    manifest.where(next),
                    "malformed CSV: " + what,
                    "put fields with " + (separator == Separator.COMMA ? "commas" : "semicolons")
                            + " or quotes in quotes, and double the quotes within",
                    e);
        } catch (IOException e) {
            throw ManifestText.unreadable(manifest.file(), e);
        }
        return rows;
    }

    private static long breaks(String field) {
        return field.chars().filter(c -> c == '\n').count();
    }

    private static List<Row> tabRows(ManifestText manifest) {
        return manifest.lines().stream()
                .map(line -> new Row(line.number(), tabbed(line.text())))
                .toList();
    }

    // Common Voice's releases differ: in some a quotation mark stands before what it escapes, in others around the
    // field and doubled within. Read as an escape, both come out right.
    private static List<String> tabbed(String line) {
        return Arrays.stream(line.split("\t", -1))
                .map(field -> QUOTE_ESCAPE.matcher(field).replaceAll("$1"))
                .toList();
    }
}
