package attune.speech;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Faults;
import attune.corpus.Manifest;
import attune.corpus.UnreadableSound;
import attune.corpus.Utterance;
import attune.decoding.Transcript;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Clips held out of training, and a model's errors on them. */
public final class HeldOutClips {
    private static final String REMEDY = "add its transcript or remove the line";

    private HeldOutClips() {}

    /**
     * Reads test clips, refusing any without a reference.
     *
     * @param manifests with transcripts
     * @param progress notified of files that are measured
     * @return their utterances, lengths known
     * @throws UserFault if one has no text
     */
    public static List<Utterance> read(List<Path> manifests, Progress progress) {
        List<Utterance> tests =
                ClipDurations.fill(Manifest.read(manifests), new AudioReader()::durationSeconds, progress);
        Faults faults = new Faults();
        for (Utterance one : tests) {
            if (normalised(one, TextNormalizer.ENGLISH_BASIC).isEmpty()) {
                faults.add(one.where(), "has no text to compare with", REMEDY);
            }
        }
        faults.throwIfAny();
        return tests;
    }

    /**
     * What is said in a test clip.
     *
     * @param utterance the clip
     * @param normalizer for its text
     * @return the normalised transcript
     * @throws UserFault if it is empty
     */
    public static String reference(Utterance utterance, TextNormalizer normalizer) {
        return normalised(utterance, normalizer)
                .orElseThrow(() -> new UserFault(utterance.where(), "has no text to compare with", REMEDY));
    }

    private static Optional<String> normalised(Utterance utterance, TextNormalizer normalizer) {
        return utterance.text().map(normalizer::normalize).filter(text -> !text.isEmpty());
    }

    /**
     * Counts a model's errors on a clip.
     *
     * @param utterance the clip
     * @param heard what the model recognised
     * @param format the model's
     * @return the clip with its errors
     * @throws UserFault if the clip could not be used
     */
    public static ScoredClip score(Utterance utterance, Heard heard, SpeechFormat format) {
        return ScoredClip.score(
                utterance.id(),
                reference(utterance, format.textNormalizer()),
                heard.orThrow().text());
    }

    /**
     * Transcribes clips and counts the errors.
     *
     * @param model the recogniser
     * @param decoder from its outputs to words
     * @param utterances the clips
     * @param progress is told of every clip
     * @return the clips with their errors, in the same order
     */
    public static List<ScoredClip> score(
            SpeechModel model, SpeechDecoder decoder, List<Utterance> utterances, Progress progress) {
        return score(
                new Transcriber(model, decoder)::transcribe,
                model.format(),
                utterances,
                progress,
                (clip, transcript) -> {});
    }

    /** Transcribes clips, or knows what was heard in them. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Gives the result of each clip.
         *
         * @param clips any number
         * @param results takes each result, in the same order, on the calling thread
         */
        void transcribe(List<Clip> clips, Consumer<Heard> results);
    }

    /**
     * Counts the errors of what is heard in clips.
     *
     * @param listener hears it
     * @param format of the model that does
     * @param utterances the clips
     * @param progress is told of every clip
     * @param each takes every clip with its transcript, in the same order
     * @return the clips with their errors, in the same order
     * @throws UserFault if clips cannot be used, naming all their files
     */
    public static List<ScoredClip> score(
            Listener listener,
            SpeechFormat format,
            List<Utterance> utterances,
            Progress progress,
            BiConsumer<ScoredClip, Transcript> each) {
        List<ScoredClip> scored = new ArrayList<>();
        SortedMap<Path, UserFault> faults = new TreeMap<>();
        AtomicInteger done = new AtomicInteger();
        List<Clip> clips = utterances.stream().map(Utterance::clip).toList();
        listener.transcribe(clips, heard -> {
            Utterance utterance = utterances.get(done.getAndIncrement());
            if (heard.fault().isPresent()) { // the others are still looked at
                faults.put(utterance.clip().audio(), heard.fault().get());
            } else {
                ScoredClip clip = score(utterance, heard, format);
                scored.add(clip);
                each.accept(clip, heard.orThrow());
            }
            progress.at(done.get(), "");
            progress.stopIfRequested("while transcribing");
        });
        if (!faults.isEmpty()) {
            throw UnreadableSound.of(faults);
        }
        return scored;
    }
}
