package attune.corpus;

import attune.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder like LibriSpeech's: anywhere below it files {@code *.trans.txt} with lines of an utterance's id and its text,
 * and beside each the audio, {@code ID.flac} (or {@code ID.wav}).
 */
final class LibriSpeechFolder {
    private static final String SUFFIX = ".trans.txt";

    /** LibriSpeech's own depth is split/speaker/chapter/file. */
    private static final int DEEPEST = 6;

    private LibriSpeechFolder() {}

    /** The transcript files below a folder, in the order of their paths. */
    static List<Path> transcripts(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw ManifestText.unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw ManifestText.unreadable(folder, e);
        }
    }

    static List<Utterance> read(List<Path> transcripts, Faults faults) {
        List<Utterance> utterances = new ArrayList<>();
        for (Path file : transcripts) {
            AudioFolder folder = AudioFolder.of(file);
            for (KeyedLines.Entry line : KeyedLines.read(ManifestText.read(file))) {
                audio(folder, line, faults)
                        .map(path -> new Utterance(
                                line.key(), Clip.whole(path), Optional.of(line.value()), line.where(), Map.of()))
                        .ifPresent(utterances::add);
            }
        }
        return utterances;
    }

    /** Writes the texts into the folder where the audio is, a line for each file. */
    static void write(Path folder, List<Utterance> utterances) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Utterance utterance : utterances) {
            String id = String.valueOf(utterance.clip().audio().getFileName()).replaceFirst("\\.[^.]*$", "");
            lines.append((id + " " + KaldiWriter.onOneLine(utterance.text().orElse(""))).strip())
                    .append('\n');
        }
        AtomicFile.writeText(folder.resolve("all" + SUFFIX), lines.toString());
    }

    private static Optional<Path> audio(AudioFolder folder, KeyedLines.Entry line, Faults faults) {
        Optional<Path> flac = folder.resolve(line.key() + ".flac", line.where(), faults);
        Optional<Path> wav = flac.map(file -> file.resolveSibling(line.key() + ".wav"))
                .filter(file -> flac.filter(Files::exists).isEmpty() && Files.exists(file));
        return wav.or(() -> flac);
    }
}
