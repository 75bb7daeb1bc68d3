package attune.speech.inspection;

import attune.corpus.Utterance;
import java.util.HashMap;
import java.util.Map;

/** Finds sound that is given twice, or is also held out, whatever the names and formats of the files. */
final class CopyRule {
    private CopyRule() {}

    /** Which text is wrong is not known, so neither can be learnt from. */
    private static void contradict(Clips.One clip, Clips.One other) {
        clip.find(Defect.OTHER_TEXT, "\"" + other.text + "\" at " + other.utterance.where());
    }

    /**
     * Looks at all clips.
     *
     * @param heldOut held-out clips by the fingerprint of their sound
     */
    static void apply(Clips clips, Map<Long, Utterance> heldOut) {
        Map<Long, Clips.One> firsts = new HashMap<>();
        for (Clips.One clip : clips.sound()) {
            long sound = clip.sound.orElseThrow().fingerprint();
            Utterance other = heldOut.get(sound);
            if (other != null) {
                clip.find(Defect.HELD_OUT, "as " + other.where());
                continue;
            }
            Clips.One first = firsts.putIfAbsent(sound, clip);
            if (first != null && first.text.equals(clip.text)) {
                clip.find(Defect.TWICE, "as " + first.utterance.where());
            } else if (first != null) {
                contradict(clip, first);
                contradict(first, clip);
            }
        }
    }
}
