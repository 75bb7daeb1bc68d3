package attune.spark;

import attune.corpus.AudioInputs;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.spark.hadoop.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An archive's clips, found without opening their sound: a file may be missing, damaged, or kill the process that reads
 * it, and none of that may happen to the driver.
 */
final class ArchiveClips {
    /** Bytes a second: 16 bits at 16 kHz, what FLAC leaves of them, and 64 kbit/s. */
    private static final double WAV = 32_000;

    private static final double FLAC = 17_000;
    private static final double CODED = 8_000;

    private ArchiveClips() {}

    /** Without what the manifest says besides where they are; paths are absolute, ids differ. */
    static List<Utterance> find(Path archive) throws IOException {
        Path absolute = archive.toAbsolutePath().normalize();
        boolean recordings = Files.isDirectory(absolute) && !Manifest.isFolder(absolute);
        List<Utterance> clips = recordings ? AudioInputs.find(List.of(absolute)) : ofManifest(absolute);
        return clips.stream()
                .map(clip -> new Utterance(clip.id(), clip.clip(), Optional.empty(), clip.where(), Map.of()))
                .toList();
    }

    private static List<Utterance> ofManifest(Path manifest) {
        Manifest.Salvaged read = Manifest.salvage(List.of(Locations.manifest(manifest)), Columns.OBVIOUS);
        if (!read.faults().isEmpty()) {
            UserFault first = read.faults().get(0);
            throw read.faults().size() == 1
                    ? first
                    : first.within(manifest + ": " + read.faults().size() + " lines are wrong, the first of them");
        }
        if (read.utterances().isEmpty()) {
            throw new UserFault(manifest.toString(), "has no clips", "give a manifest with at least one");
        }
        return read.utterances();
    }

    /** How long each is: as the manifest says, else guessed from the file's size, 0 where there is none. */
    static double[] seconds(List<Utterance> clips) {
        return clips.parallelStream()
                .mapToDouble(clip -> clip.clip()
                        .durationSeconds()
                        .orElseGet(() -> guessed(clip.clip().audio())))
                .toArray();
    }

    private static double guessed(Path audio) {
        String name = audio.toString().toLowerCase(Locale.ROOT);
        double bytesPerSecond = name.endsWith(".wav") ? WAV : name.endsWith(".flac") ? FLAC : CODED;
        try {
            return Files.size(audio) / bytesPerSecond;
        } catch (IOException e) {
            return 0;
        }
    }
}
