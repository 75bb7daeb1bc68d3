package attune.speech.inspection;

import attune.corpus.Utterance;
import java.util.HashMap;
import java.util.Map;

/** Finds sound that is given twice, or is also held out, whatever the names and formats of the files. */
final class CopyRule {
    private CopyRule() {}

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
                clip.find(Defect.OTHER_TEXT, "\"" + first.text + "\" at " + first.utterance.where());
            }
        }
    }
}
