package attune.corpus;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder that a manifest's relative audio paths start from.
 *
 * @param path absolute, symbolic links resolved, so that {@code ..} in a manifest means what it means to the system
 */
record AudioFolder(Path path) {

    /** The folder a file is in. */
    static AudioFolder of(Path file) {
        return at(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
    }

    static AudioFolder at(Path folder) {
        try {
            return new AudioFolder(folder.toRealPath());
        } catch (IOException e) {
            throw ManifestText.unreadable(folder, e);
        }
    }

    /** The file that a manifest means; an invalid path is noted as a fault. */
    Optional<Path> resolve(String written, String where, Faults faults) {
        try {
            if (!written.isBlank()) {
                return Optional.of(path.resolve(written).normalize());
            }
        } catch (InvalidPathException e) {
            faults.add(where, "audio path " + Faults.quoted(written) + " is not a valid path", "correct the path");
            return Optional.empty();
        }
        faults.add(where, "the audio path is empty", "name the clip's audio file");
        return Optional.empty();
    }

    /** Whether there is a file that a manifest means. */
    boolean has(String written) {
        try {
            return Files.isRegularFile(path.resolve(written));
        } catch (InvalidPathException e) {
            return false; // resolving it reports the fault
        }
    }

    /** Refuses utterances whose audio file is missing. */
    void requireAudio(Path manifest, List<Utterance> utterances) {
        Map<Path, String> missing = new LinkedHashMap<>();
        Map<Path, Boolean> present = new LinkedHashMap<>();
        for (Utterance utterance : utterances) {
            Path audio = utterance.clip().audio();
            if (!present.computeIfAbsent(audio, Files::isRegularFile)) {
                missing.putIfAbsent(audio, utterance.where());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        List<String> names = missing.entrySet().stream()
                .map(entry -> shown(entry.getKey()) + " (" + entry.getValue() + ")")
                .toList();
        throw new UserFault(
                manifest.toString(),
                missing.size() + " of " + present.size() + " audio files "
                        + (missing.size() == 1 ? "is missing: " : "are missing: ")
                        + Faults.named(names),
                "put the files there or correct the paths (shown from " + path + ")");
    }

    private Path shown(Path audio) {
        return audio.startsWith(path) ? path.relativize(audio) : audio;
    }
}
