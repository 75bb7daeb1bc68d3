package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.DecodingOptions;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Transcribes audio files, folders of them and manifests. */
public final class Transcribe {
    private static final Set<String> AUDIO_ENDINGS = Set.of(
            "wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "aiff", "aif", "wma", "webm", "mp4", "amr");

    private final Path model;
    private final List<Path> inputs;
    private final DecodingOptions decoding;

    /**
     * A job that leaves decoding to the model.
     *
     * @param model the bundle
     * @param inputs audio files, folders (searched for audio files, deeply) and manifests
     */
    public Transcribe(Path model, List<Path> inputs) {
        this(model, inputs, DecodingOptions.USUAL);
    }

    /**
     * A job.
     *
     * @param model the bundle
     * @param inputs audio files, folders (searched for audio files, deeply) and manifests
     * @param decoding how to decode
     */
    public Transcribe(Path model, List<Path> inputs, DecodingOptions decoding) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
        this.decoding = decoding;
    }

    /**
     * Does it, giving each result as soon as it is known.
     *
     * @param progress hears of every clip
     * @param results takes them, in the order of the inputs, folders by name
     * @return how many clips could not be read
     * @throws UserFault if an input is not there, or none holds audio
     * @throws IOException if a folder or the bundle cannot be read
     */
    public int run(Progress progress, Consumer<Result> results) throws IOException {
        List<Utterance> utterances = new ArrayList<>();
        for (Path input : inputs) {
            utterances.addAll(utterances(input));
        }
        SpeechModel opened = SpeechModel.open(model);
        Transcriber transcriber = new Transcriber(opened, decoding.decoder(opened));
        progress.begin("transcribing", utterances.size());
        Tally tally = new Tally();
        List<Clip> clips = utterances.stream().map(Utterance::clip).toList();
        transcriber.transcribe(clips, heard -> {
            results.accept(new Result(utterances.get(tally.done), heard));
            tally.done++;
            tally.rejected += heard.fault().isPresent() ? 1 : 0;
            progress.at(tally.done, "");
        });
        return tally.rejected;
    }

    private static final class Tally {
        int done;
        int rejected;
    }

    /**
     * One clip's result.
     *
     * @param utterance what was to be transcribed
     * @param heard what came of it
     */
    public record Result(Utterance utterance, Transcriber.Heard heard) {}

    private static List<Utterance> utterances(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new UserFault(input.toString(), "there is no such file or folder", "check the name");
        }
        if (Files.isDirectory(input)) {
            return folder(input);
        }
        return isAudioName(input) ? List.of(file(input)) : manifestOrAudio(input);
    }

    /** A file whose name does not say is a manifest if it begins like text, and audio if not. */
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
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Utterance> found = tree.filter(Files::isRegularFile)
                    .filter(Transcribe::isAudioName)
                    .sorted()
                    .map(Transcribe::file)
                    .toList();
            if (found.isEmpty()) {
                throw new UserFault(
                        folder.toString(), "the folder holds no audio files", "give audio files or another folder");
            }
            return found;
        }
    }

    private static Utterance file(Path audio) {
        return new Utterance(
                audio.toString(), Clip.whole(audio), java.util.Optional.empty(), audio.toString(), java.util.Map.of());
    }

    private static boolean isAudioName(Path file) {
        String name = file.getFileName().toString();
        return AUDIO_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
