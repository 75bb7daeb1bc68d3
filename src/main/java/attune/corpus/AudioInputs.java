package attune.corpus;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the clips in audio files, folders of them and manifests. */
public final class AudioInputs {
    private AudioInputs() {}

    /**
     * Finds them.
     *
     * @param inputs audio files, folders of them at any depth, and manifests
     * @return all clips, in the order of the inputs, folders by name
     * @throws UserFault if an input does not exist, or a folder has no audio
     * @throws IOException if the disk refuses
     */
    public static List<Utterance> find(List<Path> inputs) throws IOException {
        return find(inputs, Columns.OBVIOUS);
    }

    /**
     * The same with manifests that may be tables with columns of any names.
     *
     * @param inputs audio files, folders of them at any depth, and manifests
     * @param columns which columns of a table have what
     * @return all clips, in the order of the inputs, folders by name
     * @throws UserFault if an input does not exist, or a folder has no audio
     * @throws IOException if the disk refuses
     */
    public static List<Utterance> find(List<Path> inputs, Columns columns) throws IOException {
        List<Utterance> utterances = new ArrayList<>();
        for (Path input : inputs) {
            utterances.addAll(utterances(input, columns));
        }
        return utterances;
    }

    private static List<Utterance> utterances(Path input, Columns columns) throws IOException {
        if (!Files.exists(input)) {
            throw new UserFault(input.toString(), "there is no such file or folder", "check the name");
        }
        if (Files.isDirectory(input)) {
            return Manifest.isFolder(input) ? Manifest.read(input, columns) : folder(input);
        }
        return isAudioName(input) ? List.of(file(input)) : manifestOrAudio(input, columns);
    }

    /** A file of unknown suffix is a manifest if it begins like text, otherwise audio. */
    private static List<Utterance> manifestOrAudio(Path input, Columns columns) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(input)) {
            head = in.readNBytes(512);
        }
        for (byte b : head) {
            if (b == 0) {
                return List.of(file(input));
            }
        }
        return Manifest.read(input, columns);
    }

    private static List<Utterance> folder(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Utterance> found = tree.filter(Files::isRegularFile)
                    .filter(AudioInputs::isAudioName)
                    .sorted()
                    .map(AudioInputs::file)
                    .toList();
            if (found.isEmpty()) {
                throw new UserFault(
                        folder.toString(), "the folder contains no audio files", "give audio files or another folder");
            }
            return found;
        }
    }

    private static Utterance file(Path audio) {
        return new Utterance(audio.toString(), Clip.whole(audio), Optional.empty(), audio.toString(), Map.of());
    }

    private static boolean isAudioName(Path file) {
        return AudioNames.isAudio(String.valueOf(file.getFileName()));
    }
}
