package attune.speech;

import attune.decoding.GreedyDecoder;
import attune.evaluation.ErrorCounts;
import attune.evaluation.ScoredClip;
import attune.training.Scorer;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Judges a network in training by the word error rate of its greedy transcripts. Early in training every word is wrong
 * while letters already improve, so a hundredth of the character error rate is added: it decides between equals.
 */
public final class ErrorRateScorer implements Scorer {
    private static final double WEIGHT_OF_CHARACTERS = 0.01;

    private final List<Example> examples;
    private final GreedyDecoder decoder;

    /**
     * A scorer.
     *
     * @param examples held-out clips, not empty
     * @param format the model's
     */
    public ErrorRateScorer(List<Example> examples, SpeechFormat format) {
        this.examples = List.copyOf(examples);
        this.decoder = new GreedyDecoder(format.alphabet(), format.frontEnd().frameSeconds());
    }

    @Override
    public Score score(ComputationGraph network) {
        ScoredClip[] transcribed = new ScoredClip[examples.size()];
        new AcousticModel(network).run(examples.stream().map(Example::sound).toList(), (clip, logProbs) -> {
            Example example = examples.get(clip);
            transcribed[clip] = ScoredClip.score(
                    example.id(), example.text(), decoder.decode(logProbs).text());
        });
        List<ScoredClip> scored = List.of(transcribed);
        double words =
                ErrorCounts.sum(scored.stream().map(ScoredClip::words).toList()).rate();
        double characters = ErrorCounts.sum(
                        scored.stream().map(ScoredClip::characters).toList())
                .rate();
        return new Score(
                words + WEIGHT_OF_CHARACTERS * characters,
                String.format(Locale.ROOT, "WER %.1f %%, CER %.1f %%", 100 * words, 100 * characters));
    }
}
