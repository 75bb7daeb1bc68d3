package attune.speech.segmentation;

import java.util.ArrayList;
import java.util.List;

/** Makes clips of the sentences found: one for each, but for sentences that follow each other without a pause. */
public final class ScriptClips {
    /** Between two clips there should be enough of a pause not to cut into a sound. */
    private static final double SHORTEST_PAUSE_SECONDS = 0.1;

    private static final double LONGEST_SECONDS = 20;

    private ScriptClips() {}

    /**
     * A clip.
     *
     * @param startSeconds where in the recording it begins
     * @param endSeconds where it ends
     * @param text as written
     * @param confidence of its least certain sentence, 0 to 1
     */
    public record ScriptClip(double startSeconds, double endSeconds, String text, double confidence) {}

    /**
     * Makes clips.
     *
     * @param script the script
     * @param found its sentences that are to be used, in order
     * @return clips in order, none overlapping
     */
    public static List<ScriptClip> of(Script script, List<Found> found) {
        List<ScriptClip> clips = new ArrayList<>();
        int last = -2;
        for (Found one : found) {
            String written = script.sentences().get(one.sentence()).written();
            ScriptClip clip = new ScriptClip(one.startSeconds(), one.endSeconds(), written, one.confidence());
            boolean follows = one.sentence() == last + 1;
            ScriptClip before = clips.isEmpty() ? clip : clips.get(clips.size() - 1);
            if (follows
                    && clip.startSeconds - before.endSeconds < SHORTEST_PAUSE_SECONDS
                    && clip.endSeconds - before.startSeconds <= LONGEST_SECONDS) {
                clips.set(clips.size() - 1, joined(before, clip));
            } else {
                clips.add(clip);
            }
            last = one.sentence();
        }
        return clips;
    }

    private static ScriptClip joined(ScriptClip first, ScriptClip second) {
        return new ScriptClip(
                first.startSeconds,
                second.endSeconds,
                first.text + " " + second.text,
                Math.min(first.confidence, second.confidence));
    }
}
