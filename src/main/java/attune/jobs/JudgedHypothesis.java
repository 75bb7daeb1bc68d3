package attune.jobs;

import static attune.fault.Parameter.named;

import attune.evaluation.JudgedWord;
import attune.evaluation.JudgedWords;
import attune.fault.UserFault;
import attune.text.TextNormalizer;
import attune.transcripts.HeardTexts.HeardText;
import attune.transcripts.HeardTexts.HeardWord;
import java.util.ArrayList;
import java.util.List;

/** The words of a line of hypotheses, with another recogniser's confidences. */
final class JudgedHypothesis {
    private static final String REMEDY = "give JSON lines with \"words\", each with \"word\" and \"confidence\" from 0"
            + " to 1, or leave out " + named("confidence");

    private JudgedHypothesis() {}

    /** A word that becomes several under the normaliser gives each of them its confidence. */
    static List<JudgedWord> of(String reference, HeardText line, TextNormalizer normalizer) {
        List<HeardWord> given =
                line.words().orElseThrow(() -> new UserFault(line.where(), "gives no word confidences", REMEDY));
        List<String> words = new ArrayList<>();
        List<Double> confidences = new ArrayList<>();
        for (HeardWord word : given) {
            for (String part : normalizer.normalize(word.text()).split(" ", -1)) {
                if (!part.isEmpty()) {
                    words.add(part);
                    confidences.add(word.confidence());
                }
            }
        }
        if (!String.join(" ", words).equals(normalizer.normalize(line.text()))) {
            throw new UserFault(line.where(), "the words differ from the text", REMEDY);
        }
        return JudgedWords.judge(reference, words, confidences);
    }
}
