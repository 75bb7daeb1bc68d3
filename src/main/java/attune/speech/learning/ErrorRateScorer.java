package attune.speech.learning;

import attune.decoding.GreedyDecoder;
import attune.evaluation.ScoredClip;
import attune.features.FeatureMatrix;
import attune.speech.AcousticModel;
import attune.speech.SpeechFormat;
import attune.speech.store.Example;
import attune.training.DividedScorer;
import attune.training.TrainingDivergedException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Scores a network in training by the {@link DevScore} of its greedy transcripts. */
public final class ErrorRateScorer implements DividedScorer {
    private final List<Example> examples;
    private final IntFunction<FeatureMatrix> features;
    private final GreedyDecoder decoder;

    /**
     * A scorer.
     *
     * @param examples held-out clips, not empty
     * @param format the model's
     */
    public ErrorRateScorer(List<Example> examples, SpeechFormat format) {
        this(examples, format, clip -> examples.get(clip).features());
    }

    /**
     * A scorer of a network whose input is not the clips' features.
     *
     * @param examples held-out clips, not empty
     * @param format the model's
     * @param features the network's input for each clip, with as many frames as the clip has
     */
    ErrorRateScorer(List<Example> examples, SpeechFormat format, IntFunction<FeatureMatrix> features) {
        this.examples = List.copyOf(examples);
        this.features = features;
        this.decoder = new GreedyDecoder(format.alphabet(), format.frontEnd().frameSeconds());
    }

    @Override
    public String name() {
        return "score (WER + CER / 100, greedy)";
    }

    @Override
    public float[] counts(ComputationGraph network, int part, int parts) {
        List<Integer> clips = IntStream.range(0, examples.size())
                .filter(clip -> clip % parts == part)
                .boxed()
                .toList();
        return DevScore.counts(transcribed(network, clips));
    }

    @Override
    public Score score(float[] counts) {
        return DevScore.of(counts).as("greedy");
    }

    /**
     * Transcribes the clips greedily and counts the errors.
     *
     * @param network not to be changed
     * @return the clips with their errors, in the same order
     */
    public List<ScoredClip> transcribed(ComputationGraph network) {
        return transcribed(network, IntStream.range(0, examples.size()).boxed().toList());
    }

    private List<ScoredClip> transcribed(ComputationGraph network, List<Integer> clips) {
        List<Example> some = clips.stream().map(examples::get).toList();
        ScoredClip[] transcribed = new ScoredClip[some.size()];
        IntFunction<FeatureMatrix> inputs = clip -> features.apply(clips.get(clip));
        new AcousticModel(network).run(Example.frames(some), inputs, (clip, logProbs) -> {
            Example example = some.get(clip);
            requireNumbers(logProbs, example);
            String text = decoder.decode(AcousticModel.rows(logProbs)).text();
            transcribed[clip] = ScoredClip.score(example.id(), example.text(), text);
        });
        return List.of(transcribed);
    }

    /** Even finite weights may be so large that activations are not. */
    private static void requireNumbers(FeatureMatrix logProbs, Example example) {
        for (float logProb : logProbs.values()) {
            if (Float.isNaN(logProb)) {
                throw new TrainingDivergedException("the network's outputs for " + example.id() + " are not numbers");
            }
        }
    }

    /** From random weights, a network writes blanks, then a few characters, for many epochs while its loss falls. */
    @Override
    public double ofNothingLearnt() {
        return DevScore.TOO_MANY;
    }
}
