package attune.server;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** How often values up to each of some bounds were seen. */
final class Histogram {
    static final List<Double> SECONDS = List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0);
    static final List<Double> PIECES = List.of(1.0, 2.0, 4.0, 8.0, 16.0);

    private final List<Double> bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    /** Bounds in rising order. */
    Histogram(List<Double> bounds) {
        this.bounds = bounds;
        this.counts = new LongAdder[bounds.size() + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void observe(double value) {
        int at = 0;
        while (at < bounds.size() && value > bounds.get(at)) {
            at++;
        }
        counts[at].increment();
        sum.add(value);
    }

    void write(StringBuilder text, String name, String labels) {
        long total = 0;
        String before = labels.isEmpty() ? "" : labels + ",";
        for (int i = 0; i < counts.length; i++) {
            total += counts[i].sum();
            String bound = i < bounds.size() ? Metrics.number(bounds.get(i)) : "+Inf";
            Metrics.line(text, name + "_bucket", before + "le=\"" + bound + "\"", (double) total);
        }
        Metrics.line(text, name + "_sum", labels, sum.sum());
        Metrics.line(text, name + "_count", labels, (double) total);
    }
}
