package attune.speech.adaptation;

import attune.corpus.Utterance;
import java.util.List;

/**
 * Clips of the source's own domain that are learnt again beside the training clips.
 *
 * @param clips may be empty
 * @param share of the steps that are taken on them
 */
record Replayed(List<Utterance> clips, double share) {
    static final Replayed NONE = new Replayed(List.of(), 0);
}
