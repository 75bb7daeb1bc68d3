package attune.jobs;

import static attune.fault.Parameter.named;

import attune.evaluation.AlignedPair;
import attune.evaluation.Alignment;
import attune.evaluation.JudgedWord;
import attune.evaluation.JudgedWords;
import attune.fault.UserFault;
import attune.text.TextNormalizer;
import attune.transcripts.HeardTexts.HeardText;
import attune.transcripts.HeardTexts.HeardWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words of a line of hypotheses, with another recogniser's confidences. */
final class JudgedHypothesis {
    private static final String REMEDY = "give JSON lines with \"words\", each with \"word\" and \"confidence\" from 0"
            + " to 1, or leave out " + named("confidence");

    private JudgedHypothesis() {}

    /**
     * A word that becomes several under the normaliser gives each of them its confidence. Where its neighbours change what
     * it becomes ("in 1984"), the words of the line have those of the ones that they replace, or of the ones before them.
     */
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
        String written = given.stream().map(HeardWord::text).collect(Collectors.joining(" "));
        String text = normalizer.normalize(line.text());
        if (!normalizer.normalize(written).equals(text)) {
            throw new UserFault(line.where(), "the words differ from the text", REMEDY);
        }
        Alignment alignment = Alignment.ofWords(text, String.join(" ", words));
        return JudgedWords.judge(reference, alignment.referenceTokens(), spread(alignment, confidences));
    }

    /** The confidences of the hypothesis's tokens for those of the reference. */
    private static List<Double> spread(Alignment alignment, List<Double> confidences) {
        List<Double> spread = new ArrayList<>();
        int next = 0;
        for (AlignedPair pair : alignment.pairs()) {
            if (pair.hypothesis() != null) {
                next++;
            }
            if (pair.reference() != null) {
                spread.add(confidences.get(Math.max(0, next - 1)));
            }
        }
        return spread;
    }
}
