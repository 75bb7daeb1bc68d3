package attune.surgery;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What to do to a network. As text, one step per line:
 *
 * <pre>
 * keep-until lstm3
 * insert bilstm:256
 * insert dense:256:relu
 * output 29
 * train-layers new
 * batch-norm update
 * </pre>
 *
 * without the last line if statistics are kept. As JSON, the components by name, with the layers and the scope as text;
 * reading it back gives an equal plan.
 *
 * @param keepUntil name of a vertex; the trunk is that vertex and all it depends on, everything else is dropped
 * @param inserts the new layers between trunk and output, from the bottom up; may be empty
 * @param output size of the new output: labels including the blank, or classes; positive
 * @param trainScope which layers learn
 * @param batchNorm the treatment of the statistics of batch normalisations that do not learn
 */
public record SurgeryPlan(
        String keepUntil, List<LayerSpec> inserts, int output, TrainScope trainScope, BatchNormStatistics batchNorm) {
    private static final String KEEP = "keep-until ";
    private static final String INSERT = "insert ";
    private static final String OUTPUT = "output ";
    private static final String TRAIN = "train-layers ";
    private static final String BATCH_NORM = "batch-norm ";

    /** Refuses a plan that no network could satisfy. */
    public SurgeryPlan {
        if (!isVertexName(keepUntil)) {
            throw new IllegalArgumentException("a vertex name must be one line of text: '" + keepUntil + "'");
        }
        if (output < 1) {
            throw new IllegalArgumentException("an output needs a positive size: " + output);
        }
        inserts = List.copyOf(inserts);
        Objects.requireNonNull(batchNorm, "batchNorm is missing");
    }

    /**
     * Whether a network can have a vertex of this name.
     *
     * @param name any text
     * @return false if it is blank or has several lines
     */
    public static boolean isVertexName(String name) {
        return !name.isBlank() && name.lines().count() == 1;
    }

    /**
     * A plan that keeps the statistics of batch normalisations that do not learn.
     *
     * @param keepUntil name of a vertex
     * @param inserts the new layers between trunk and output
     * @param output size of the new output
     * @param trainScope which layers learn
     */
    public SurgeryPlan(String keepUntil, List<LayerSpec> inserts, int output, TrainScope trainScope) {
        this(keepUntil, inserts, output, trainScope, BatchNormStatistics.KEEP);
    }

    /**
     * The same operation with another choice of what learns.
     *
     * @param scope which layers learn
     * @return a plan that gives the same layers and parameters
     */
    public SurgeryPlan with(TrainScope scope) {
        return new SurgeryPlan(keepUntil, inserts, output, scope, batchNorm);
    }

    /**
     * The plan as text.
     *
     * @return one step per line, as above, ending with a line break
     */
    public String text() {
        StringBuilder text = new StringBuilder(KEEP + keepUntil + "\n");
        inserts.forEach(insert -> text.append(INSERT + insert.text() + "\n"));
        text.append(OUTPUT + output + "\n" + TRAIN + trainScope.text() + "\n");
        return batchNorm == BatchNormStatistics.KEEP
                ? text.toString()
                : text.append(BATCH_NORM + word(batchNorm) + "\n").toString();
    }

    private static String word(BatchNormStatistics choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
