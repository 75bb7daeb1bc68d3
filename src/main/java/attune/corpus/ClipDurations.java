package attune.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Finds the lengths that manifests do not give: only NeMo's and Kaldi's segments have them. */
public final class ClipDurations {

    private ClipDurations() {}

    /**
     * Gives every clip a length; those that have one keep it.
     *
     * @param utterances any clips
     * @param fileSeconds the length of an audio file in seconds, asked once for each file that needs it
     * @return the same utterances in the same order, every length known
     * @throws attune.fault.UserFault if a clip begins after the end of its file
     */
    public static List<Utterance> fill(List<Utterance> utterances, ToDoubleFunction<Path> fileSeconds) {
        Map<Path, Double> measured = new HashMap<>();
        Faults faults = new Faults();
        List<Utterance> filled = new ArrayList<>(utterances.size());
        for (Utterance utterance : utterances) {
            Clip clip = utterance.clip();
            if (clip.durationSeconds().isPresent()) {
                filled.add(utterance);
                continue;
            }
            double whole = measured.computeIfAbsent(clip.audio(), fileSeconds::applyAsDouble);
            double rest = whole - clip.offsetSeconds();
            if (Clip.isDuration(rest)) {
                filled.add(utterance.withClip(clip.withDuration(rest)));
            } else {
                faults.add(
                        utterance.where(),
                        "the clip begins at " + clip.offsetSeconds() + " seconds but its file has only " + whole,
                        "correct the offset, or remove clips without sound");
            }
        }
        faults.throwIfAny();
        return List.copyOf(filled);
    }
}
