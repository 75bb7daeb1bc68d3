package attune.speech.adaptation;

import attune.corpus.Utterance;
import attune.layers.RecurrentLayer;
import attune.runs.Defaults;
import attune.runs.Schedule;
import attune.runs.TrainingSettings;
import attune.speech.SpeechModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Settings for adaptation. The less speech there is, the smaller the batches and the more epochs: below an hour or a
 * thousand clips, twelve epochs of that much grow to thirty of eighteen minutes, but never to more than a hundred. Few
 * clips need this however long they are, since a batch is a step. The wider the network, the lower the learning rate, since
 * with Adam a step changes a unit's input in proportion to its number of inputs (Yang et al. 2022, "Tensor Programs V",
 * table 3): the rates here were found with 320 units, and become a sixth for the 2048 of DeepSpeech, whose own
 * fine-tuning used 0.0001. At 0.001 its gates saturate within an epoch.
 */
public final class SpeechDefaults {
    /**
     * The last of some thirty epochs that minutes of speech get, and a half; without it, dev varied by some points from
     * epoch to epoch.
     */
    private static final double AVERAGED_PART = 0.05;

    private static final long UNITS = 320;
    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final long SEED = 1;

    /** Amounts of speech, and the settings that suit them. */
    private enum Amount {
        LITTLE(
                1,
                12,
                8,
                1e-3,
                3,
                "less than an hour of speech or a thousand clips needs small batches and many epochs for enough steps"),
        HOURS(20, 12, 16, 5e-4, 4, "with hours of speech, an epoch has enough steps for fewer epochs"),
        DAYS(
                Double.POSITIVE_INFINITY,
                6,
                32,
                5e-4,
                3,
                "with this much speech, a few epochs of large batches are enough");

        private static final double CLIPS = 1000;
        private static final double MOST_EPOCHS = 100;

        /** With 1, the number of steps would stay the same; eighteen minutes do as well with three quarters of those. */
        private static final double GROWTH = 0.75;

        private final double belowHours;
        private final int epochs;
        private final int batchSize;
        private final double learningRate;
        private final int patience;
        private final String reason;

        Amount(double belowHours, int epochs, int batchSize, double learningRate, int patience, String reason) {
            this.belowHours = belowHours;
            this.epochs = epochs;
            this.batchSize = batchSize;
            this.learningRate = learningRate;
            this.patience = patience;
            this.reason = reason;
        }

        static Amount of(double hours, int clips) {
            return enough(hours, clips) < 1 ? LITTLE : hours < HOURS.belowHours ? HOURS : DAYS;
        }

        /** The amount as a share of what gives enough steps in a few epochs. */
        private static double enough(double hours, int clips) {
            return Math.min(hours / LITTLE.belowHours, clips / CLIPS);
        }

        /** The less there is, the more epochs, though somewhat fewer steps. */
        int epochs(double hours, int clips) {
            double less = Math.min(1, enough(hours, clips));
            return (int) Math.round(Math.min(MOST_EPOCHS, epochs / Math.pow(less, GROWTH)));
        }
    }

    private SpeechDefaults() {}

    /**
     * Settings for a corpus and a model.
     *
     * @param hours of training speech
     * @param clips number of training clips
     * @param units of the source's widest recurrent layer; inserted layers do not count
     * @return settings with every choice made; the seed is 1
     */
    public static TrainingSettings of(double hours, int clips, long units) {
        Amount amount = Amount.of(hours, clips);
        int epochs = amount.epochs(hours, clips);
        double rate = amount.learningRate * Math.min(1, UNITS / (double) units);
        double rounded = BigDecimal.valueOf(rate).round(TWO_DIGITS).doubleValue();
        Schedule schedule = schedule(epochs, rounded).withPatience(amount.patience * epochs / amount.epochs);
        return new TrainingSettings(schedule, amount.batchSize, SEED).withBlend(true);
    }

    /**
     * The schedule by which all speech models are trained: the weights kept are usually a mean over the last twentieth
     * of the steps.
     *
     * @param epochs passes through the data
     * @param learningRate the highest
     * @return the schedule, which never stops early
     */
    public static Schedule schedule(int epochs, double learningRate) {
        return Schedule.of(epochs, learningRate).withAveragedPart(AVERAGED_PART);
    }

    static Defaults of(SpeechModel source, List<Utterance> train) {
        double hours = SpeechMaterial.hours(train);
        long units = units(source.network());
        String wide = units > UNITS ? "; layers of " + units + " units need a low rate" : "";
        return new Defaults(
                of(hours, train.size(), units),
                SpeechPart.shownText(Augmentations.USUAL),
                Amount.of(hours, train.size()).reason + wide);
    }

    /** Units in each direction; for a network without a recurrent layer, the number that changes nothing. */
    private static long units(ComputationGraph network) {
        return Arrays.stream(network.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(RecurrentLayer.class::isInstance)
                .mapToLong(layer -> ((RecurrentLayer) layer).units())
                .max()
                .orElse(UNITS);
    }
}
