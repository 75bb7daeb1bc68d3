package attune.surgery;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What to do to a network. As text, one step a line:
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
 * without the last line where statistics are kept. As JSON, the components by name with the layers and the scope as text. Both ways back give an equal plan.
 *
 * @param keepUntil name of a vertex; the trunk is that vertex and all it depends on, everything else is dropped
 * @param inserts the new layers between trunk and output, from below; may be empty
 * @param output size of the new output: labels with the blank, or classes; positive
 * @param trainScope which layers learn
 * @param batchNorm what becomes of the statistics of batch normalisations that do not learn
 */
public record SurgeryPlan(
        String keepUntil, List<LayerSpec> inserts, int output, TrainScope trainScope, BatchNormStatistics batchNorm) {
    private static final String KEEP = "keep-until ";
    private static final String INSERT = "insert ";
    private static final String OUTPUT = "output ";
    private static final String TRAIN = "train-layers ";
    private static final String BATCH_NORM = "batch-norm ";
    private static final List<String> STEPS = List.of(KEEP, INSERT, OUTPUT, TRAIN, BATCH_NORM);

    /** Refuses what no network could satisfy. */
    public SurgeryPlan {
        if (keepUntil.isBlank() || keepUntil.lines().count() != 1) {
            throw new IllegalArgumentException("a vertex name is one line of text: '" + keepUntil + "'");
        }
        if (output < 1) {
            throw new IllegalArgumentException("an output has a positive size: " + output);
        }
        inserts = List.copyOf(inserts);
        Objects.requireNonNull(batchNorm, "batchNorm is missing");
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
     * @return what {@link #parse} reads, ending with a line break
     */
    public String text() {
        StringBuilder text = new StringBuilder(KEEP + keepUntil + "\n");
        inserts.forEach(insert -> text.append(INSERT + insert.text() + "\n"));
        text.append(OUTPUT + output + "\n" + TRAIN + trainScope.text() + "\n");
        return batchNorm == BatchNormStatistics.KEEP
                ? text.toString()
                : text.append(BATCH_NORM + word(batchNorm) + "\n").toString();
    }

    /**
     * Reads a plan.
     *
     * @param text as {@link #text} writes it; steps other than {@code insert} in any order
     * @return the plan
     * @throws UserFault naming the first line that is wrong or the step that is missing
     */
    public static SurgeryPlan parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines) {
            if (STEPS.stream().noneMatch(line::startsWith)) {
                throw new UserFault(
                        "surgery plan",
                        "'" + line + "' is no step",
                        "use keep-until NAME, insert LAYER, output SIZE, train-layers CHOICE and batch-norm keep or update");
            }
        }
        List<LayerSpec> inserts = new ArrayList<>();
        steps(lines, INSERT).forEach(insert -> inserts.add(LayerSpec.parse(insert)));
        String output = only(lines, OUTPUT);
        if (!output.matches("[1-9][0-9]{0,7}")) {
            throw new UserFault("surgery plan", "the output has size '" + output + "'", "use a positive whole number");
        }
        TrainScope scope = TrainScope.parse(only(lines, TRAIN));
        return new SurgeryPlan(only(lines, KEEP), inserts, Integer.parseInt(output), scope, batchNorm(lines));
    }

    private static BatchNormStatistics batchNorm(List<String> lines) {
        if (steps(lines, BATCH_NORM).isEmpty()) {
            return BatchNormStatistics.KEEP;
        }
        String asked = only(lines, BATCH_NORM);
        return Arrays.stream(BatchNormStatistics.values())
                .filter(choice -> word(choice).equals(asked))
                .findFirst()
                .orElseThrow(() -> new UserFault(
                        "surgery plan",
                        "'" + asked + "' is nothing statistics can do",
                        "use batch-norm keep or update"));
    }

    private static String word(BatchNormStatistics choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static String only(List<String> lines, String step) {
        List<String> found = steps(lines, step);
        if (found.size() != 1) {
            throw new UserFault(
                    "surgery plan", found.size() + " lines say '" + step.strip() + "'", "write it exactly once");
        }
        return found.get(0);
    }

    private static List<String> steps(List<String> lines, String step) {
        return lines.stream()
                .filter(line -> line.startsWith(step))
                .map(line -> line.substring(step.length()))
                .toList();
    }
}
