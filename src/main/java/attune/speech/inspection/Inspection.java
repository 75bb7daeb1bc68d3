package attune.speech.inspection;

import attune.audio.AudioReader;
import attune.audio.SoundFacts;
import attune.corpus.Clip;
import attune.corpus.TrainingChecks;
import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.ClipGroups;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Looks at all clips of a corpus: measures their sound, checks their texts, compares them with each other and with those
 * held out, and listens to them to see whether the texts are theirs. All clips are looked at, whatever is wrong with
 * some; memory grows by about a kilobyte a clip.
 */
public final class Inspection {
    private final SpeechFormat format;
    private final Optional<SpeechModel> listener;
    private final AudioReader audio = new AudioReader();

    private Inspection(SpeechFormat format, Optional<SpeechModel> listener) {
        this.format = format;
        this.listener = listener;
    }

    /**
     * An inspection without listening.
     *
     * @param format of the model that is to learn from the clips
     */
    public Inspection(SpeechFormat format) {
        this(format, Optional.empty());
    }

    /**
     * The same with listening, by far the longest part.
     *
     * @param model a model of that format
     * @return the inspection
     */
    public Inspection listeningWith(SpeechModel model) {
        return new Inspection(format, Optional.of(model));
    }

    /**
     * Looks at clips.
     *
     * @param utterances the corpus
     * @param heldOut clips that must not be in it
     * @param progress is told of every clip
     * @return what is wrong with them, in the order given
     */
    public List<Inspected> of(List<Utterance> utterances, List<Utterance> heldOut, Progress progress) {
        return judge(
                utterances,
                observe(utterances, ClipGroups.ends(utterances.size()), progress),
                heldOut,
                measure(heldOut, progress));
    }

    /**
     * Measures clips, and listens to those that nothing rejects by itself.
     *
     * @param utterances some groups of a corpus
     * @param ends where each group ends, see {@link ClipGroups#ends}
     * @param progress is told of every clip
     * @return what each shows, in the order given; the other clips make no difference to it
     */
    public List<Observed> observe(List<Utterance> utterances, int[] ends, Progress progress) {
        List<Observed> observed = new ArrayList<>(measure(utterances, progress));
        listener.ifPresent(model -> listen(model, byThemselves(utterances, observed), ends, observed, progress));
        return observed;
    }

    /**
     * Measures clips.
     *
     * @param utterances any
     * @param progress is told of every clip
     * @return what the sound of each shows, in the order given
     */
    public List<Observed> measure(List<Utterance> utterances, Progress progress) {
        progress.begin("measuring the sound", utterances.size());
        AtomicLong done = new AtomicLong();
        return audio.inOnePass(() -> IntStream.range(0, utterances.size())
                .parallel()
                .mapToObj(i -> {
                    Observed measured = measure(utterances.get(i).clip());
                    synchronized (progress) {
                        progress.at(done.incrementAndGet(), "");
                    }
                    progress.stopIfRequested("while measuring the sound");
                    return measured;
                })
                .toList());
    }

    private Observed measure(Clip clip) {
        try {
            SoundFacts sound = audio.measure(clip.audio(), clip.offsetSeconds(), clip.durationSeconds());
            return new Observed(Optional.of(sound), Optional.empty(), Optional.empty());
        } catch (UserFault fault) {
            return new Observed(Optional.empty(), Optional.of(fault.problem()), Optional.empty());
        }
    }

    /**
     * Compares clips with each other and with those held out.
     *
     * @param utterances the corpus
     * @param observed what each of them shows
     * @param heldOut clips that must not be in it
     * @param measured what the sound of each of these shows
     * @return what is wrong with the corpus, in its order
     */
    public List<Inspected> judge(
            List<Utterance> utterances, List<Observed> observed, List<Utterance> heldOut, List<Observed> measured) {
        Map<Long, Utterance> fingerprints = new HashMap<>();
        for (int i = 0; i < heldOut.size(); i++) {
            Utterance one = heldOut.get(i);
            measured.get(i).sound().ifPresent(sound -> fingerprints.put(sound.fingerprint(), one));
        }
        Clips clips = byThemselves(utterances, observed);
        CopyRule.apply(clips, fingerprints);
        LengthRule.apply(clips);
        judgeTexts(clips, observed);
        return clips.inspected();
    }

    private Clips byThemselves(List<Utterance> utterances, List<Observed> observed) {
        Clips clips = new Clips();
        for (int i = 0; i < utterances.size(); i++) {
            clips.add(clip(utterances.get(i), observed.get(i)));
        }
        new TextRules(new TrainingChecks(format.textNormalizer(), format.alphabet(), format::frames)).apply(clips);
        SoundRules.apply(clips);
        return clips;
    }

    private Clips.One clip(Utterance utterance, Observed observed) {
        Clip clip = utterance.clip();
        Utterance known = observed.sound()
                .filter(sound -> clip.durationSeconds().isEmpty())
                .map(sound -> utterance.withClip(clip.withDuration(sound.seconds())))
                .orElse(utterance);
        String text = format.textNormalizer().normalize(utterance.text().orElse(""));
        Clips.One one = new Clips.One(known, text, observed.sound());
        observed.unreadable().ifPresent(problem -> one.find(Defect.UNREADABLE, problem));
        return one;
    }

    private void listen(SpeechModel model, Clips clips, int[] ends, List<Observed> observed, Progress progress) {
        List<Clips.One> all = clips.all();
        int[] sound =
                IntStream.range(0, all.size()).filter(i -> all.get(i).isSound()).toArray();
        progress.begin("listening", sound.length);
        // Only the network's output is wanted, so a language model need not be loaded for it.
        Transcriber transcriber = new Transcriber(model, SpeechDecoder.greedy(format, Calibration.NONE));
        AtomicInteger done = new AtomicInteger();
        transcriber.frames(
                Arrays.stream(sound).mapToObj(i -> all.get(i).utterance.clip()).toList(),
                endsAmong(sound, ends),
                frames -> {
                    int clip = sound[done.getAndIncrement()];
                    TextFit fit = TextFit.of(frames, all.get(clip).text, format.alphabet());
                    observed.set(clip, observed.get(clip).with(fit));
                    progress.at(done.get(), "");
                    progress.stopIfRequested("while listening");
                });
    }

    /** Where groups end among only some of their clips. */
    private static int[] endsAmong(int[] clips, int[] ends) {
        return Arrays.stream(ends)
                .map(end -> Arrays.binarySearch(clips, end))
                .map(found -> found < 0 ? -found - 1 : found)
                .filter(end -> end > 0)
                .distinct()
                .toArray();
    }

    private static void judgeTexts(Clips clips, List<Observed> observed) {
        for (int i = 0; i < observed.size(); i++) {
            Clips.One clip = clips.all().get(i);
            if (clip.isSound()) {
                observed.get(i).fit().ifPresent(clip::fits);
            }
        }
        List<Clips.One> sound = clips.sound();
        double usual =
                Medians.of(sound.stream().flatMap(clip -> clip.fit().stream()).mapToDouble(TextFit::natsPerLetter));
        for (Clips.One clip : sound) {
            clip.fit()
                    .filter(fit -> fit.isDoubtful(usual))
                    .ifPresent(fit -> clip.find(Defect.DOUBTFUL_TEXT, heard(fit)));
        }
    }

    private static String heard(TextFit fit) {
        return String.format(Locale.ROOT, "\"%s\", %.1f nats a letter likelier", fit.heard(), fit.natsPerLetter());
    }
}
