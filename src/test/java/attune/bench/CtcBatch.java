package attune.bench;

import attune.ctc.CtcLoss;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import attune.seed.RunSeed;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Losses and gradients of a batch of random logits, clips in parallel as in the output layer. */
final class CtcBatch {
    private final int utterances;
    private final int frames;
    private final int outputs;
    private final float[] logits;
    private final float[] gradient;
    private final int[][] labels;

    CtcBatch(int utterances, int frames, int outputs, int labels) {
        this.utterances = utterances;
        this.frames = frames;
        this.outputs = outputs;
        SplittableRandom random = new RunSeed(1).stream("ctc batch");
        this.logits = RandomSpeech.gaussian(random, frames * utterances * outputs);
        this.gradient = new float[logits.length];
        this.labels = RandomSpeech.labels(random, utterances, labels, outputs);
    }

    void lossesAndGradients() {
        IntStream.range(0, utterances).parallel().forEach(utterance -> {
            FrameLayout layout = new FrameLayout(frames, outputs, utterance * outputs, utterances * outputs, 1);
            double loss = new CtcLoss()
                    .lossAndGradient(
                            FrameView.of(logits, layout), labels[utterance], 0, FrameView.of(gradient, layout));
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException("the loss of clip " + utterance + " is " + loss);
            }
        });
    }
}
