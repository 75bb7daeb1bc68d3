package attune.server;

import attune.speech.SpeechModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;

/** What has happened since the start, in Prometheus' text format (version 0.0.4). */
final class Metrics {
    private final Map<Series, DoubleAdder> counters = new ConcurrentSkipListMap<>();
    private final Map<Series, Histogram> histograms = new ConcurrentSkipListMap<>();

    /** Series of one name. */
    enum Family {
        REQUESTS("requests_total", "Requests answered, by path and status."),
        REQUEST_SECONDS("request_seconds", "Time from a request to the end of its answer.", Histogram.SECONDS),
        SOUND_SECONDS("sound_seconds_total", "Seconds of sound that went through the network."),
        WORK_SECONDS("work_seconds_total", "Seconds that passes of the network took."),
        PASS_PIECES("pass_pieces", "Pieces of recordings in a pass of the network.", Histogram.PIECES),
        WAITING_SECONDS("waiting_seconds", "Time that a piece waited for its pass.", Histogram.SECONDS),
        GONE("clients_gone_total", "Clients that left before they were answered."),
        MODEL_FAULTS("model_faults_total", "Bundles that could not be served.");

        private final String name;
        private final String help;
        /** The bounds of its histogram; none for what is only counted. */
        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<Double> bounds;

        Family(String name, String help) {
            this(name, help, List.of());
        }

        Family(String name, String help, List<Double> bounds) {
            this.name = "attune_" + name;
            this.help = help;
            this.bounds = bounds;
        }
    }

    private record Series(Family family, String labels) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int order = family.compareTo(other.family);
            return order != 0 ? order : labels.compareTo(other.labels);
        }
    }

    /** Counts, under labels given as name and value in turns. */
    void add(Family family, double amount, String... labels) {
        counters.computeIfAbsent(new Series(family, labels(labels)), key -> new DoubleAdder())
                .add(amount);
    }

    /** Notes a value of a distribution. */
    void observe(Family family, double value, String... labels) {
        histograms
                .computeIfAbsent(new Series(family, labels(labels)), key -> new Histogram(family.bounds))
                .observe(value);
    }

    /** A listener that counts the passes of a model. */
    ModelLine.PassListener passesOf(String id, SpeechModel model) {
        double frameSeconds = model.format().frontEnd().frameSeconds();
        return (pieces, startNanos, seconds) -> {
            int frames =
                    pieces.stream().mapToInt(piece -> piece.features().frames()).sum();
            add(Family.SOUND_SECONDS, frames * frameSeconds, "model", id);
            add(Family.WORK_SECONDS, seconds, "model", id);
            observe(Family.PASS_PIECES, pieces.size(), "model", id);
            pieces.forEach(
                    piece -> observe(Family.WAITING_SECONDS, (startNanos - piece.addedNanos()) / 1e9, "model", id));
        };
    }

    /** All of it, and what is measured now. */
    String text(Gauges now) {
        StringBuilder text = new StringBuilder();
        for (Family family : Family.values()) {
            boolean histogram = !family.bounds.isEmpty();
            head(text, family.name, family.help, histogram ? "histogram" : "counter");
            if (histogram) {
                histograms.forEach((series, values) -> {
                    if (series.family == family) {
                        values.write(text, family.name, series.labels);
                    }
                });
            } else {
                counters.forEach((series, sum) -> {
                    if (series.family == family) {
                        line(text, family.name, series.labels, sum.sum());
                    }
                });
            }
        }
        now.write(text);
        return text.toString();
    }

    static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    static void line(StringBuilder text, String name, String labels, double value) {
        text.append(name).append(labels.isEmpty() ? "" : "{" + labels + "}").append(' ');
        text.append(number(value)).append('\n');
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%d", (long) value)
                : Double.toString(value);
    }

    static String labels(String... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1]
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n");
            text.append(i > 0 ? "," : "").append(namesAndValues[i]);
            text.append("=\"").append(value).append('"');
        }
        return text.toString();
    }
}
