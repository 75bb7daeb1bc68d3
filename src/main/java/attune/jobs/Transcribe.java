package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.DecodingOptions;
import attune.speech.Heard;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Transcribes audio files, folders of them and manifests. */
public final class Transcribe {
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
    public int run(Progress progress, Results results) throws IOException {
        List<Utterance> utterances = AudioInputs.find(inputs);
        results.begin(utterances);
        SpeechModel opened = SpeechModel.open(model);
        Transcriber transcriber = new Transcriber(opened, decoding.decoder(opened));
        progress.begin("transcribing", utterances.size());
        Tally tally = new Tally();
        List<Clip> clips = utterances.stream().map(Utterance::clip).toList();
        transcriber.transcribe(clips, heard -> {
            results.accept(new Result(utterances.get(tally.done), heard));
            tally.count(heard);
            progress.at(tally.done, "");
        });
        return tally.rejected;
    }

    /** How far a run has come. */
    static final class Tally {
        int done;
        int rejected;

        void count(Heard heard) {
            done++;
            rejected += heard.fault().isPresent() ? 1 : 0;
        }
    }

    /** Takes what a run gives. */
    @FunctionalInterface
    public interface Results {
        /**
         * Hears of all clips before the first is transcribed, and may throw to refuse them.
         *
         * @param utterances in the order of their results
         */
        default void begin(List<Utterance> utterances) {}

        /**
         * Takes a clip's result.
         *
         * @param result the next
         */
        void accept(Result result);
    }

    /**
     * One clip's result.
     *
     * @param utterance what was to be transcribed
     * @param heard what came of it
     */
    public record Result(Utterance utterance, Heard heard) {}
}
