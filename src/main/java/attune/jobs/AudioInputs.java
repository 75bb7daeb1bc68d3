package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the clips in audio files, folders of them and manifests. */
final class AudioInputs {
    private static final Set<String> AUDIO_ENDINGS = Set.of(
            "wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "aiff", "aif", "wma", "webm", "mp4", "amr");

    private AudioInputs() {}

    /** All clips, in the order of the inputs, folders by name. */
    static List<Utterance> find(List<Path> inputs) throws IOException {
        List<Utterance> utterances = new ArrayList<>();
        for (Path input : inputs) {
            utterances.addAll(utterances(input));
        }
        return utterances;
    }

    private static List<Utterance> utterances(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new UserFault(input.toString(), "there is no such file or folder", "check the name");
        }
        if (Files.isDirectory(input)) {
            return Manifest.isFolder(input) ? Manifest.read(input) : folder(input);
        }
        return isAudioName(input) ? List.of(file(input)) : manifestOrAudio(input);
    }

    /** A file of unknown suffix is a manifest if it begins like text, otherwise audio. */
    private static List<Utterance> manifestOrAudio(Path input) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(input)) {
            head = in.readNBytes(512);
        }
        for (byte b : head) {
            if (b == 0) {
                return List.of(file(input));
            }
        }
        return Manifest.read(input);
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
        String name = file.getFileName().toString();
        return AUDIO_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
