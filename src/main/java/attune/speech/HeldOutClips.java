package attune.speech;

import attune.audio.AudioReader;
import attune.corpus.ClipDurations;
import attune.corpus.Faults;
import attune.corpus.Manifest;
import attune.corpus.UnreadableSound;
import attune.corpus.Utterance;
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
import java.util.stream.IntStream;

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
            if (!hasText(one)) {
                faults.add(one.where(), "has no text to compare with", REMEDY);
            }
        }
        faults.throwIfAny();
        return tests;
    }

    /**
     * Whether there is a text to compare with.
     *
     * @param utterance any clip
     * @return false also where punctuation is all there is
     */
    public static boolean hasText(Utterance utterance) {
        return normalised(utterance, TextNormalizer.ENGLISH_BASIC).isPresent();
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
     * @throws UserFault if clips cannot be used, naming all their files
     */
    public static List<ScoredClip> score(
            SpeechModel model, SpeechDecoder decoder, List<Utterance> utterances, Progress progress) {
        List<Heard> heard = hear(new Transcriber(model, decoder), utterances, progress);
        requireUsable(utterances, heard);
        return IntStream.range(0, utterances.size())
                .mapToObj(i -> score(utterances.get(i), heard.get(i), model.format()))
                .toList();
    }

    /**
     * Transcribes clips.
     *
     * @param transcriber of the model
     * @param utterances the clips
     * @param progress is told of every clip
     * @return what was heard in each, in the same order
     */
    public static List<Heard> hear(Transcriber transcriber, List<Utterance> utterances, Progress progress) {
        List<Heard> all = new ArrayList<>();
        transcriber.transcribe(utterances.stream().map(Utterance::clip).toList(), heard -> {
            all.add(heard);
            progress.at(all.size(), "");
            progress.stopIfRequested("while transcribing");
        });
        return all;
    }

    /**
     * Refuses clips that could not be used.
     *
     * @param utterances the clips
     * @param heard what was heard in each
     * @throws UserFault naming the files of all that could not
     */
    public static void requireUsable(List<Utterance> utterances, List<Heard> heard) {
        SortedMap<Path, UserFault> faults = new TreeMap<>();
        for (int i = 0; i < heard.size(); i++) {
            Path audio = utterances.get(i).clip().audio();
            heard.get(i).fault().ifPresent(fault -> faults.put(audio, fault));
        }
        if (!faults.isEmpty()) {
            throw UnreadableSound.of(faults);
        }
    }
}
