package attune.vision;

import attune.surgery.OutputRows;
import attune.surgery.RowStart;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a new output tells apart, and what its classes begin as where it stands on the layer of the old one. Part of a
 * run's {@code plan.json}.
 *
 * @param labels the classes
 * @param copyRows whether classes that the old output has, by name, begin as there; otherwise every one is random
 * @param others what classes begin as that the old output has not
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
     * @return a beginning for each row of the new output
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
