package attune.bench;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.audio.augment.Augmenter;
import attune.audio.augment.Chance;
import attune.audio.augment.Effect;
import attune.audio.augment.EffectKind;
import attune.audio.augment.Recipe;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.features.LogMelFrontEnd;
import attune.seed.RunSeed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How many times faster than real time, on one thread, clips are altered: by each effect alone, and by the recipes with
 * the features computed afterwards. The best of a few rounds, in processor time, over all clips of a manifest, which are in memory.
 *
 * <pre>java … attune.bench.AugmentationSpeed corpora/asterisk-en/train.jsonl</pre>
 */
final class AugmentationSpeed {
    /** The thread's own time, so that a busy machine counts for less. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 6;
    private static final LogMelFrontEnd FRONT_END = LogMelFrontEnd.standard();

    private final List<Waveform> clips = new ArrayList<>();
    private double seconds;

    private AugmentationSpeed(Path manifest) {
        AudioReader audio = new AudioReader();
        for (Utterance utterance : Manifest.read(manifest)) {
            Waveform clip = audio.read(utterance.clip().audio(), FRONT_END.sampleRateHz());
            clips.add(clip);
            seconds += clip.durationSeconds();
        }
    }

    public static void main(String[] arguments) {
        AugmentationSpeed speed = new AugmentationSpeed(Path.of(arguments[0]));
        System.out.printf(Locale.ROOT, "%d clips, %.0f s%n", speed.clips.size(), speed.seconds);
        System.out.printf(Locale.ROOT, "%-22s %6.0f x real time%n", "features alone", speed.of(Recipe.NOTHING, true));
        for (EffectKind kind : EffectKind.values()) {
            Chance usual = Objects.requireNonNull(Recipe.full().effects().get(kind));
            Recipe always = new Recipe(Map.of(kind, new Chance(1, usual.low(), usual.high())), null);
            System.out.printf(
                    Locale.ROOT, "%-22s %6.0f x real time%n", kind.word() + " always", speed.of(always, false));
        }
        System.out.printf(
                Locale.ROOT, "%-22s %6.0f x real time%n", "light and features", speed.of(Recipe.light(), true));
        System.out.printf(Locale.ROOT, "%-22s %6.0f x real time%n", "full and features", speed.of(Recipe.full(), true));
    }

    private double of(Recipe recipe, boolean features) {
        Augmenter augmenter = new Augmenter(recipe, FRONT_END.sampleRateHz(), new RunSeed(1));
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long started = CLOCK.getCurrentThreadCpuTime();
            long heard = 0;
            for (int clip = 0; clip < clips.size(); clip++) {
                Waveform sound = clips.get(clip);
                List<Effect> effects = augmenter.draw(round, clip, sound.samples().length, samples -> true);
                Waveform altered = augmenter.apply(effects, sound);
                heard += features ? FRONT_END.extract(altered).frames() : altered.samples().length;
            }
            if (heard == 0) {
                throw new IllegalStateException("nothing was heard");
            }
            best = Math.max(best, seconds / ((CLOCK.getCurrentThreadCpuTime() - started) / 1e9));
        }
        return best;
    }
}
