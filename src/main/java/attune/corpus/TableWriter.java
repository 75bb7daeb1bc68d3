package attune.corpus;

import attune.corpus.TableManifest.Row;
import attune.corpus.TableManifest.Separator;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Writes what {@link TableManifest} reads: a column for everything that any clip has. */
final class TableWriter {
    private static final String SIZE = "wav_filesize";

    private final TableManifest table;
    private final Path base;
    private final List<String> more;

    private TableWriter(TableManifest table, Path base, List<Utterance> utterances) {
        this.table = table;
        this.base = base;
        Set<String> keys = new LinkedHashSet<>();
        utterances.forEach(utterance -> keys.addAll(utterance.extra().keySet()));
        keys.removeAll(Set.of(table.columns().audio(), table.columns().text()));
        if (hasSize()) {
            keys.remove(SIZE);
        }
        this.more = List.copyOf(keys);
    }

    static void write(Path file, TableManifest table, List<Utterance> utterances) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        Files.createDirectories(folder);
        Path clips = folder.resolve("clips");
        boolean below = table.equals(TableManifest.COMMON_VOICE) && Files.isDirectory(clips);
        TableWriter writer = new TableWriter(table, (below ? clips : folder).toRealPath(), utterances);
        List<List<String>> rows = writer.rows(utterances);
        AtomicFile.write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            if (table.separator() == Separator.TAB) {
                for (List<String> row : rows) {
                    text.write(String.join(
                                    "\t", row.stream().map(TableWriter::tabbed).toList()) + "\n");
                }
            } else {
                CsvWriter csv =
                        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
                rows.forEach(csv::writeRecord);
                csv.flush(); // closing it would close the file
            }
            text.flush();
        });
    }

    private boolean hasSize() {
        return table.equals(TableManifest.DEEPSPEECH);
    }

    private List<List<String>> rows(List<Utterance> utterances) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(table.columns().audio(), Optional.of(SIZE), table.columns().text(), more));
        requireDistinct(utterances.get(0).where(), rows.get(0));
        Faults faults = new Faults();
        for (Utterance utterance : utterances) {
            String audio = WrittenPath.from(base, utterance.clip().audio());
            if (table.separator() == Separator.TAB && !audio.equals(spaced(audio))) {
                faults.add(
                        utterance.where(),
                        "the audio path " + Faults.quoted(audio) + " has a tab or a line break",
                        "rename the file");
            }
            Optional<String> size = hasSize()
                    ? Optional.of(String.valueOf(Files.size(utterance.clip().audio())))
                    : Optional.empty();
            List<String> extra = more.stream()
                    .map(key -> utterance.extra().getOrDefault(key, ""))
                    .toList();
            rows.add(row(audio, size, utterance.text().orElse(""), extra));
        }
        faults.throwIfAny();
        requireWhole(utterances.get(0).where(), rows);
        return rows;
    }

    /** Values called start and end may mean anything; a reader would cut there. */
    private void requireWhole(String where, List<List<String>> rows) {
        List<Row> read = rows.stream().map(fields -> new Row(0, fields)).toList();
        PieceTimes.find(where, rows.get(0), read, table.columns()).ifPresent(times -> {
            throw new UserFault(
                    where,
                    "the columns " + Faults.quoted(times.start()) + " and " + Faults.quoted(times.end())
                            + " of the table would be read as the times of pieces",
                    "rename these keys, or convert to nemo");
        });
    }

    /** Columns whose names differ only in what a header cannot show would be refused when read. */
    private static void requireDistinct(String where, List<String> header) {
        List<String> names =
                TableManifest.names(header.stream().map(TableWriter::spaced).toList());
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new UserFault(
                        where,
                        "two columns of the table would be called " + Faults.quoted(name),
                        "rename one of the keys, or convert to nemo");
            }
        }
    }

    private List<String> row(String audio, Optional<String> size, String text, List<String> extra) {
        List<String> row = new ArrayList<>(List.of(audio));
        if (hasSize()) {
            size.ifPresent(row::add);
        }
        row.add(text);
        row.addAll(extra);
        return row;
    }

    /** As CorporaCreator writes fields: a quotation mark before each quotation mark, none around them. */
    private static String tabbed(String field) {
        return spaced(field).replace("\"", "\"\"");
    }

    private static String spaced(String field) {
        return field.replaceAll("[\\t\\r\\n]+", " ");
    }
}
