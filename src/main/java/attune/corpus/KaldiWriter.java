package attune.corpus;

import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.files.AtomicFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Writes what {@link KaldiFolder} reads, as Kaldi's utils/validate_data_dir.sh wants it: sorted by bytes, a speaker for
 * every utterance (itself where none is known), and ids that begin with the speaker. Paths are absolute, since Kaldi
 * reads relative ones from the folder that its recipe is run from.
 */
final class KaldiWriter {
    private final boolean segmented;
    private final Map<String, String> recordings;
    private final SortedMap<String, String> wavScp = sorted();
    private final SortedMap<String, String> segments = sorted();
    private final SortedMap<String, String> text = sorted();
    private final SortedMap<String, String> utt2spk = sorted();

    private KaldiWriter(List<Utterance> utterances) {
        segmented = utterances.stream().map(Utterance::clip).anyMatch(KaldiWriter::isStretch);
        recordings = Tokens.distinct(
                utterances.stream().map(KaldiWriter::audio).toList(),
                audio -> Tokens.fileName(String.valueOf(Path.of(audio).getFileName())));
    }

    static void write(Path folder, List<Utterance> utterances) throws IOException {
        KaldiWriter kaldi = new KaldiWriter(utterances);
        Map<String, String> names = new LinkedHashMap<>(); // by id: two may have the same
        utterances.forEach(utterance -> names.put(utterance.id(), Tokens.of(named(utterance))));
        Map<String, String> ids = Tokens.distinct(List.copyOf(names.keySet()), names::get);
        utterances.forEach(utterance -> kaldi.add(utterance, Objects.requireNonNull(ids.get(utterance.id()))));
        AtomicFolder.write(folder, kaldi::writeTo);
    }

    private static String named(Utterance utterance) {
        String id = utterance.id();
        return utterance
                .speaker()
                .filter(speaker -> !id.startsWith(speaker + "-")) // a hyphen sorts before letters and digits
                .map(speaker -> speaker + "-" + id)
                .orElse(id);
    }

    private static String audio(Utterance utterance) {
        String audio = utterance.clip().audio().toAbsolutePath().normalize().toString();
        // Kaldi runs what ends in a bar, and cuts white space off.
        if (audio.endsWith("|") || !audio.equals(audio.strip()) || audio.matches("(?s).*\\R.*|.*\\.ark:\\d+")) {
            throw new UserFault(
                    utterance.where(),
                    "the audio path " + Faults.quoted(audio) + " would mean something else to Kaldi",
                    "rename the file");
        }
        return audio;
    }

    private static boolean isStretch(Clip clip) {
        return clip.offsetSeconds() != 0 || clip.durationSeconds().isPresent();
    }

    private void add(Utterance utterance, String id) {
        String audio = audio(utterance);
        String recording = segmented ? Objects.requireNonNull(recordings.get(audio)) : id;
        wavScp.put(recording, audio);
        if (segmented) {
            segments.put(id, recording + " " + times(utterance.clip()));
        }
        utterance.text().ifPresent(words -> text.put(id, onOneLine(words)));
        utt2spk.put(id, utterance.speaker().map(Tokens::of).orElse(id));
    }

    private static String times(Clip clip) {
        BigDecimal start = BigDecimal.valueOf(clip.offsetSeconds());
        return clip.durationSeconds().isEmpty()
                ? start.toPlainString() + " -1"
                : start.toPlainString() + " "
                        + start.add(BigDecimal.valueOf(clip.knownDurationSeconds()))
                                .toPlainString();
    }

    /** Words with single spaces between them. */
    static String onOneLine(String text) {
        return text.replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", " ").strip();
    }

    private void writeTo(Path folder) throws IOException {
        Map<String, SortedMap<String, String>> tables = new LinkedHashMap<>();
        tables.put("segments", segments);
        tables.put("text", text);
        tables.put("utt2spk", utt2spk);
        tables.put("spk2utt", spk2utt());
        tables.put(KaldiFolder.RECORDINGS, wavScp);
        for (Map.Entry<String, SortedMap<String, String>> table : tables.entrySet()) {
            if (!table.getValue().isEmpty()) {
                StringBuilder lines = new StringBuilder();
                table.getValue()
                        .forEach((key, value) ->
                                lines.append((key + " " + value).strip()).append('\n'));
                AtomicFile.writeText(folder.resolve(table.getKey()), lines.toString());
            }
        }
    }

    private SortedMap<String, String> spk2utt() {
        Map<String, StringJoiner> utterances = new LinkedHashMap<>();
        utt2spk.forEach((utterance, speaker) -> utterances
                .computeIfAbsent(speaker, one -> new StringJoiner(" "))
                .add(utterance));
        SortedMap<String, String> lines = sorted();
        utterances.forEach((speaker, all) -> lines.put(speaker, all.toString()));
        return lines;
    }

    /** By the bytes of UTF-8, as with LC_ALL=C. */
    private static SortedMap<String, String> sorted() {
        return new TreeMap<>((one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
    }
}
