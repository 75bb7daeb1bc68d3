package attune.speech.inspection;

import attune.audio.SoundFacts;
import attune.corpus.Clip;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the sound of a clip says about it, alone and beside the other clips. */
final class SoundRules {
    /** Whispering at arm's length is at about -50 dB, the noise of a good microphone at -70. */
    static final double SILENT_DB = -60;

    /** Speech in this corpus and others is between -35 and -5. */
    static final double QUIET_DB = -45;

    /** Clean speech has at most 0.1 %. */
    private static final double CLIPPED_SHARE = 0.002;

    /** Half an octave and more is missing: speech of one kind differs by less, telephone speech among other by half. */
    private static final double NARROW_SHARE = 0.65;

    private static final double LONG_SECONDS = 120;

    /** A pause at the end may be cut off on purpose. */
    private static final double LEFT_OUT_SECONDS = 1;

    private SoundRules() {}

    static void apply(Clips clips) {
        double usualHz = Medians.of(
                clips.sound().stream().flatMap(clip -> clip.sound.stream()).mapToDouble(SoundFacts::bandwidthHz));
        Map<Path, Integer> clipsOfFiles = new HashMap<>();
        clips.all().forEach(clip -> clipsOfFiles.merge(clip.utterance.clip().audio(), 1, Integer::sum));
        for (Clips.One clip : clips.all()) {
            clip.sound.ifPresent(sound -> {
                judgeLevel(clip, sound);
                judgeLength(clip, sound, clipsOfFiles);
                if (sound.atPeakShare() > CLIPPED_SHARE) {
                    clip.find(
                            Defect.CLIPPED, text("%.1f %% of the samples are at the peak", 100 * sound.atPeakShare()));
                }
                if (clip.isSound() && sound.bandwidthHz() < NARROW_SHARE * usualHz) {
                    clip.find(
                            Defect.NARROW_BAND,
                            text("up to %.0f Hz, other clips up to %.0f", sound.bandwidthHz(), usualHz));
                }
            });
        }
    }

    private static void judgeLevel(Clips.One clip, SoundFacts sound) {
        if (sound.levelDb() < SILENT_DB) {
            clip.find(
                    Defect.SILENT,
                    level(sound)
                            + (sound.channels() > 1
                                    ? "; its " + sound.channels() + " channels may cancel each other out"
                                    : ""));
        } else if (sound.levelDb() < QUIET_DB) {
            clip.find(Defect.QUIET, level(sound));
        }
    }

    private static String level(SoundFacts sound) {
        return text("its loud parts are at %.0f dB of full scale", sound.levelDb());
    }

    private static void judgeLength(Clips.One one, SoundFacts sound, Map<Path, Integer> clipsOfFiles) {
        Clip clip = one.utterance.clip();
        if (sound.seconds() > LONG_SECONDS) {
            one.find(Defect.LONG, text("%.1f s", sound.seconds()));
        }
        boolean alone = clip.offsetSeconds() == 0 && clipsOfFiles.getOrDefault(clip.audio(), 0) == 1;
        double fileSeconds = sound.fileSeconds().orElse(sound.seconds());
        if (alone && fileSeconds - sound.seconds() > LEFT_OUT_SECONDS) {
            one.find(Defect.PART_OF_FILE, text("the first %.1f s of %.1f", sound.seconds(), fileSeconds));
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
