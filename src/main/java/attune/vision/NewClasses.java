package attune.vision;

import attune.surgery.OutputRows;
import attune.surgery.RowStart;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The classes of a new output, and their initial weights if it stays on the same layer as the old one. Part of a run's
 * {@code plan.json}.
 *
 * @param labels the classes
 * @param copyRows whether classes that the old output has, by name, start with its weights; otherwise all are random
 * @param others initial weights of classes that the old output lacks
 */
public record NewClasses(List<String> labels, boolean copyRows, RowStart.Unknowns others) {

    /** Copies the list. */
    public NewClasses {
        labels = List.copyOf(Objects.requireNonNull(labels, "labels is missing"));
        Objects.requireNonNull(others, "others is missing");
    }

    /**
     * Pairs old and new classes.
     *
     * @param old the source's classes, in the order of its outputs
     * @return the initial weights of each row of the new output
     */
    public OutputRows.Wanted rows(List<String> old) {
        List<RowStart> starts =
                labels.stream().map(label -> start(old.indexOf(label))).toList();
        return new OutputRows.Wanted(
                starts, IntStream.range(0, old.size()).boxed().toList(), others);
    }

    private RowStart start(int place) {
        return copyRows && place >= 0 ? new RowStart.Same(place) : new RowStart.Unknown();
    }
}
