package attune.cli;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.transcripts.ClipName;
import attune.transcripts.ClipTranscript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes a file for each clip into a folder, or into subfolders where names need them. */
final class TranscriptFolder extends TranscriptSink {
    private final Path folder;
    private final boolean overwrite;
    private final String ending;
    private final Function<ClipTranscript, String> writer;

    TranscriptFolder(
            Path folder,
            boolean overwrite,
            String ending,
            Function<ClipTranscript, String> writer,
            Consumer<String> warnings) {
        super(warnings);
        this.folder = folder;
        this.overwrite = overwrite;
        this.ending = ending;
        this.writer = writer;
    }

    @Override
    void check(List<Utterance> utterances, List<ClipName> names) {
        Set<Path> files = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            Path file = file(names.get(i));
            if (!files.add(file)) {
                throw new UserFault(
                        utterances.get(i).where(),
                        "two clips of this name would both be written to " + file,
                        "give each clip once, or their transcripts as --format json without --out");
            }
            if (!overwrite && Files.exists(file)) {
                throw new UserFault(
                        file.toString(), "is already there", "give another folder, or --overwrite to replace it");
            }
        }
    }

    @Override
    void write(ClipTranscript clip) {
        try {
            AtomicFile.writeText(file(clip.name()), writer.apply(clip));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(ClipName name) {
        return folder.resolve(name.clip() + "." + ending);
    }
}
