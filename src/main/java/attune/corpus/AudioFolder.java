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
                return Optional.of(resolved(path.resolve(written)));
            }
        } catch (InvalidPathException e) {
            faults.add(where, "audio path " + Faults.quoted(written) + " is not a valid path", "correct the path");
            return Optional.empty();
        }
        faults.add(where, "the audio path is empty", "name the clip's audio file");
        return Optional.empty();
    }

    /** Without {@code ..} and {@code .}; what is above a symbolic link is what is above its target. */
    private Path resolved(Path asked) {
        Path at = asked.startsWith(path) ? path : asked.getRoot();
        boolean linksAreFollowed = true; // asked of the file system only where it matters
        for (int i = at.getNameCount(); i < asked.getNameCount(); i++) {
            String name = asked.getName(i).toString();
            if (name.equals("..")) {
                Path above = (linksAreFollowed ? at : followed(at)).getParent();
                at = above == null ? at.getRoot() : above;
                linksAreFollowed = true;
            } else if (!name.equals(".")) {
                at = at.resolve(name);
                linksAreFollowed = false;
            }
        }
        return at;
    }

    private static Path followed(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder; // there is none, so there will be no file
        }
    }

    /** Whether there is a file that a manifest means. */
    boolean has(String written) {
        try {
            return Files.isRegularFile(path.resolve(written));
        } catch (InvalidPathException e) {
            return false; // resolving it reports the fault
        }
    }

    /** Refuses utterances whose audio file is missing, or is none. */
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
                .map(entry -> shown(entry.getKey())
                        + (Files.exists(entry.getKey()) ? ", which is not a file (" : " (")
                        + entry.getValue() + ")")
                .toList();
        boolean one = missing.size() == 1;
        throw new UserFault(
                manifest.toString(),
                missing.size() + " of " + present.size() + " audio files " + (one ? "is missing: " : "are missing: ")
                        + Faults.named(names),
                (one ? "put the file there or correct the path" : "put the files there or correct the paths")
                        + " (shown from " + path + ")");
    }

    private Path shown(Path audio) {
        return audio.startsWith(path) ? path.relativize(audio) : audio;
    }
}
