package attune.jobs;

import attune.audio.AudioReader;
import attune.audio.SoundFacts;
import attune.corpus.AudioInputs;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
import attune.speech.ClipGroups;
import attune.speech.DecodingOptions;
import attune.speech.Heard;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Transcribes audio files, folders of them and manifests. */
public final class Transcribe {
    private final Path model;
    private final List<Path> inputs;
    private final DecodingOptions decoding;
    private final AudioReader audio = new AudioReader();

    /**
     * A job.
     *
     * @param model the bundle
     * @param inputs audio files, folders (searched recursively for audio files) and manifests
     * @param decoding how to decode
     */
    public Transcribe(Path model, List<Path> inputs, DecodingOptions decoding) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
        this.decoding = decoding;
    }

    /**
     * Transcribes, passing on each result as soon as it is known.
     *
     * @param progress notified of every clip
     * @param results receives them, in the order of the inputs, folders by name
     * @return the number of unreadable clips
     * @throws UserFault if an input does not exist, or none contains audio
     * @throws IOException if a folder or the bundle cannot be read
     */
    public int run(Progress progress, Results results) throws IOException {
        List<Utterance> utterances = AudioInputs.find(inputs);
        results.begin(utterances);
        return transcribe(utterances, ClipGroups.ends(utterances.size()), progress, results);
    }

    /**
     * Transcribes a part of the clips, about alike in seconds of sound.
     *
     * @param place which part, and where it goes; one that is there is done
     * @param progress notified of every clip
     * @return the part, whose clips that could not be read say why
     * @throws UserFault if an input does not exist, or none contains audio
     * @throws IOException if the disk refuses
     */
    public ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException {
        List<Utterance> utterances = AudioInputs.find(inputs);
        double[] seconds = ClipDurations.estimate(utterances, audio::durationSeconds, progress);
        return work(utterances)
                .write(
                        place,
                        ClipGroups.of(seconds),
                        seconds,
                        (groups, results) -> transcribe(
                                ClipWork.pick(groups, utterances),
                                ClipGroups.ends(groups, seconds),
                                progress,
                                result -> results.add(
                                        KeptClip.of(result.utterance().id(), result.heard()),
                                        result.heard().fault().isEmpty())));
    }

    /**
     * Passes on the results in parts, as {@link #run(Progress, Results)} would.
     *
     * @param parts all of them
     * @param results receives them
     * @return the number of unreadable clips
     * @throws UserFault if parts are missing, or are of other inputs, models or decoding
     * @throws IOException if one cannot be read
     */
    public int join(JoinedParts parts, Results results) throws IOException {
        List<Utterance> utterances = AudioInputs.find(inputs);
        ShardedWork<KeptClip> work = work(utterances);
        results.begin(utterances);
        Tally tally = new Tally();
        work.read(parts, (item, clip, part) -> {
            tally.count(clip.heard());
            results.accept(new Result(utterances.get(item), clip.heard()));
        });
        return tally.rejected;
    }

    private ShardedWork<KeptClip> work(List<Utterance> utterances) throws IOException {
        return ClipWork.of("transcribe", utterances, List.of(model), decoding.identity(), KeptClip.class);
    }

    private int transcribe(List<Utterance> utterances, int[] ends, Progress progress, Results results)
            throws IOException {
        SpeechModel opened = SpeechModel.open(model);
        TorchDevice.tell(opened.network(), progress);
        Transcriber transcriber = new Transcriber(opened, decoding.decoder(opened));
        progress.begin("transcribing", utterances.size());
        Tally tally = new Tally();
        List<Clip> clips = utterances.stream().map(Utterance::clip).toList();
        transcriber.transcribe(clips, ends, heard -> {
            Utterance utterance = utterances.get(tally.done);
            warnIfCancelled(utterance.clip(), heard, progress);
            results.accept(new Result(utterance, heard));
            tally.count(heard);
            progress.at(tally.done, "");
        });
        return tally.rejected;
    }

    /** Warns where channels are each other's opposite: nothing is left of them in their mean, which is what is heard. */
    private void warnIfCancelled(Clip clip, Heard heard, Progress progress) {
        if (heard.transcript().filter(said -> said.words().isEmpty()).isPresent()) {
            SoundFacts sound = audio.measure(clip.audio(), clip.offsetSeconds(), clip.durationSeconds());
            if (sound.channels() > 1 && sound.levelDb() <= SoundFacts.SILENCE_DB) {
                progress.warn(clip.audio() + ": nothing sounds in the mean of its " + sound.channels()
                        + " channels; if they cancel each other out, give one of them alone");
            }
        }
    }

    /** The progress of a run. */
    static final class Tally {
        int done;
        int rejected;

        void count(Heard heard) {
            done++;
            rejected += heard.fault().isPresent() ? 1 : 0;
        }
    }

    /** Receives the results of a run. */
    @FunctionalInterface
    public interface Results {
        /**
         * Called with all clips before the first is transcribed; may throw to refuse them.
         *
         * @param utterances in the order of their results
         */
        default void begin(List<Utterance> utterances) {}

        /**
         * Receives a clip's result.
         *
         * @param result the next
         */
        void accept(Result result);
    }

    /**
     * One clip's result.
     *
     * @param utterance the clip to transcribe
     * @param heard the outcome
     */
    public record Result(Utterance utterance, Heard heard) {}
}
