package attune.speech.inspection;

import attune.audio.AudioReader;
import attune.audio.SoundFacts;
import attune.corpus.Clip;
import attune.corpus.TrainingChecks;
import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        progress.begin("measuring the sound", utterances.size() + (long) heldOut.size());
        AtomicLong done = new AtomicLong();
        List<Measured> measured = measure(utterances, done, progress);
        Map<Long, Utterance> fingerprints = new HashMap<>();
        measure(heldOut, done, progress)
                .forEach(one -> one.sound.ifPresent(sound -> fingerprints.put(sound.fingerprint(), one.utterance)));
        Clips clips = new Clips();
        measured.forEach(one -> clips.add(clip(one)));
        new TextRules(new TrainingChecks(format.textNormalizer(), format.alphabet(), format::frames)).apply(clips);
        SoundRules.apply(clips);
        CopyRule.apply(clips, fingerprints);
        LengthRule.apply(clips);
        listener.ifPresent(model -> listen(model, clips, progress));
        return clips.inspected();
    }

    /** A clip whose sound was read, or why it could not be. */
    private record Measured(Utterance utterance, Optional<SoundFacts> sound, Optional<UserFault> fault) {}

    private List<Measured> measure(List<Utterance> utterances, AtomicLong done, Progress progress) {
        return IntStream.range(0, utterances.size())
                .parallel()
                .mapToObj(i -> {
                    Measured measured = measure(utterances.get(i));
                    synchronized (progress) {
                        progress.at(done.incrementAndGet(), "");
                    }
                    progress.stopIfRequested("while measuring the sound");
                    return measured;
                })
                .toList();
    }

    private Measured measure(Utterance utterance) {
        Clip clip = utterance.clip();
        try {
            SoundFacts sound = audio.measure(clip.audio(), clip.offsetSeconds(), clip.durationSeconds());
            Utterance known =
                    utterance.withClip(clip.durationSeconds().isPresent() ? clip : clip.withDuration(sound.seconds()));
            return new Measured(known, Optional.of(sound), Optional.empty());
        } catch (UserFault fault) {
            return new Measured(utterance, Optional.empty(), Optional.of(fault));
        }
    }

    private Clips.One clip(Measured measured) {
        Utterance utterance = measured.utterance;
        String text = format.textNormalizer().normalize(utterance.text().orElse(""));
        Clips.One clip = new Clips.One(utterance, text, measured.sound);
        measured.fault.ifPresent(fault -> clip.find(Defect.UNREADABLE, fault.problem()));
        return clip;
    }

    private void listen(SpeechModel model, Clips clips, Progress progress) {
        List<Clips.One> sound = clips.sound();
        progress.begin("listening", sound.size());
        // Only the network's output is wanted, so a language model need not be loaded for it.
        Transcriber transcriber = new Transcriber(model, SpeechDecoder.greedy(format, Calibration.NONE));
        AtomicLong done = new AtomicLong();
        transcriber.frames(sound.stream().map(clip -> clip.utterance.clip()).toList(), frames -> {
            Clips.One clip = sound.get((int) done.getAndIncrement());
            clip.fits(TextFit.of(frames, clip.text, format.alphabet()));
            progress.at(done.get(), "");
            progress.stopIfRequested("while listening");
        });
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
