package attune.speech.segmentation;

import attune.evaluation.AlignedPair;
import attune.evaluation.Alignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a script that were heard, and where. A word counts only beside another that was heard next to it, because
 * short words are recognised anywhere.
 */
final class Anchors {
    /** For each word of the script what was heard, or null. */
    private final List<@Nullable HeardWord> words;

    /** For each sentence the number of its first word; one more for the end. */
    private final int[] firstWords;

    private Anchors(List<@Nullable HeardWord> words, int[] firstWords) {
        this.words = words;
        this.firstWords = firstWords;
    }

    /**
     * A stretch of frames to look for a sentence in.
     *
     * @param heard whether a word of the sentence was heard in it
     */
    record Stretch(int from, int to, boolean heard) {}

    static Anchors of(Script script, List<HeardWord> heard) {
        List<String> written = new ArrayList<>();
        int[] firstWords = new int[script.sentences().size() + 1];
        for (int sentence = 0; sentence < script.sentences().size(); sentence++) {
            firstWords[sentence] = written.size();
            written.addAll(script.sentences().get(sentence).words());
        }
        firstWords[script.sentences().size()] = written.size();
        Alignment alignment =
                Alignment.of(written, heard.stream().map(HeardWord::text).toList());
        List<@Nullable HeardWord> words = new ArrayList<>();
        int at = 0;
        boolean before = false;
        List<AlignedPair> pairs = alignment.pairs();
        for (int i = 0; i < pairs.size(); i++) {
            boolean equal = equal(pairs.get(i));
            boolean supported = equal && (before || (i + 1 < pairs.size() && equal(pairs.get(i + 1))));
            if (pairs.get(i).reference() != null) {
                words.add(supported ? heard.get(at) : null);
            }
            at += pairs.get(i).hypothesis() != null ? 1 : 0;
            before = equal;
        }
        return new Anchors(words, firstWords);
    }

    private static boolean equal(AlignedPair pair) {
        return pair.reference() != null && pair.reference().equals(pair.hypothesis());
    }

    /**
     * Where a sentence may be: between the words heard before and after it, and no further from its own words that were
     * heard than the others may take.
     *
     * @param frames of the recording
     * @param aWord most frames of a word
     * @param more frames to add at both ends
     */
    Stretch around(int sentence, int frames, int aWord, int more) {
        int first = firstWords[sentence];
        int behind = firstWords[sentence + 1];
        int from = 0;
        for (int word = first - 1; word >= 0; word--) {
            HeardWord heard = words.get(word);
            if (heard != null) {
                from = heard.to();
                break;
            }
        }
        int to = frames;
        for (int word = behind; word < words.size(); word++) {
            HeardWord heard = words.get(word);
            if (heard != null) {
                to = heard.from();
                break;
            }
        }
        boolean any = false;
        for (int word = first; word < behind; word++) {
            HeardWord heard = words.get(word);
            if (heard != null) {
                from = any ? from : Math.max(from, heard.from() - (word - first) * aWord - more);
                to = Math.min(to, heard.to() + (behind - 1 - word) * aWord + more);
                any = true;
            }
        }
        return new Stretch(from, Math.max(from, to), any);
    }
}
