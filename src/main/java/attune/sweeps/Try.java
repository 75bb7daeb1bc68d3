package attune.sweeps;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.surgery.LayerSpec;
import attune.surgery.LayerTable;
import attune.surgery.SurgeryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way of training that a sweep tries. As text, a value of {@code --train-layers} or {@code scratch}, then its own
 * settings: {@code new,insert=bilstm:128,keep-until=lstm2} or {@code scratch,epochs=80}.
 *
 * @param scratch whether the source's network starts from random weights
 * @param operation the operation on the network
 * @param settings training settings that differ from the other tries', by name
 */
public record Try(boolean scratch, Operation operation, Map<String, String> settings) {
    /** The source's network with random weights. */
    private static final String SCRATCH = "scratch";

    private static final String INSERT = "insert";
    private static final String KEEP_UNTIL = "keep-until";

    private static final List<String> NAMES = Stream.concat(Stream.of(INSERT, KEEP_UNTIL), Overrides.NAMES.stream())
            .toList();

    /** Keeps a copy; refuses {@code new} if nothing is inserted. */
    public Try {
        settings = Map.copyOf(settings);
        Overrides.NONE.with(settings); // refuses unknown settings early, long before the try's turn
        if (isNew(operation) && operation.surgery().inserts().isEmpty()) {
            throw new UserFault(
                    named("insert"),
                    "is missing, so new would be the same as output",
                    "add " + named("insert") + " LAYER, or write new,insert=LAYER");
        }
    }

    private static boolean isNew(Operation operation) {
        return operation.learning().equals("new");
    }

    /**
     * The default tries.
     *
     * @param common what all tries share; its inserts are for {@code new}, which is omitted without any
     * @return the tries, cheapest first
     */
    public static List<Try> usual(Operation common) {
        List<String> names = new ArrayList<>(List.of("output", "last:2", "two-stage", "all", SCRATCH));
        if (!common.surgery().inserts().isEmpty()) {
            names.add(1, "new");
        }
        return names.stream().map(name -> parse(name, common)).toList();
    }

    /**
     * Reads a try.
     *
     * @param text as above
     * @param common what all tries share; its inserts and cut apply to {@code new} if the text has none of its own, its
     *     scope is ignored
     * @return the try
     * @throws UserFault if it is not a try
     */
    public static Try parse(String text, Operation common) {
        try {
            return of(text, common);
        } catch (UserFault e) {
            throw e.within(named("try") + " " + text);
        }
    }

    private static Try of(String text, Operation common) {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        boolean scratch = parts.get(0).toLowerCase(Locale.ROOT).equals(SCRATCH);
        if (!scratch && !Operation.isTrainLayers(parts.get(0))) {
            throw new UserFault(
                    "'" + parts.get(0) + "'",
                    "is not a choice of layers",
                    "use " + Operation.CHOICES + " or " + SCRATCH);
        }
        Operation learning = common.trainLayers(scratch ? "all" : parts.get(0));
        List<LayerSpec> inserts = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1 || equals == part.length() - 1) {
                throw new UserFault("'" + part + "'", "is not a setting", "write NAME=VALUE, such as epochs=20");
            }
            String name = part.substring(0, equals);
            String value = part.substring(equals + 1);
            if (!NAMES.contains(name)) {
                throw new UserFault(
                        "'" + name + "'", "is not a setting of a try", "use one of " + String.join(", ", NAMES));
            }
            if (name.equals(INSERT)) {
                inserts.add(LayerSpec.parse(value));
            } else if (settings.put(name, value) != null) {
                throw new UserFault(name, "is given twice", "give it once");
            }
        }
        Optional<String> cut = Optional.ofNullable(settings.remove(KEEP_UNTIL));
        boolean insertsCommon = isNew(learning) && inserts.isEmpty();
        SurgeryRequest surgery = learning.surgery();
        Operation operation = learning.with(new SurgeryRequest(
                isNew(learning) ? cut.or(surgery::keepUntil) : cut,
                insertsCommon ? surgery.inserts() : inserts,
                surgery.trainScope(),
                surgery.batchNorm()));
        return new Try(scratch, scratch ? operation.atOneRate() : operation, settings);
    }

    /**
     * The operation of an earlier run.
     *
     * @param plan its plan.json
     * @param common what all tries share
     * @return the same operation, to be trained as the other tries are
     * @throws UserFault if it is not the plan of an adaptation
     * @throws IOException if it cannot be read
     */
    public static Try of(Path plan, Operation common) throws IOException {
        Operation earlier = Operation.ofPlan(plan);
        return new Try(
                false, earlier.rates(common.rates()).batchNorm(common.surgery().batchNorm()), Map.of());
    }

    /**
     * The operation as trained: a learning-rate factor for the source's layers applies only to tries in which some of
     * them learn.
     */
    Operation trained() {
        return operation.surgery().trainScope().reachesTrunk()
                ? operation
                : operation.rates(operation.rates().withFullTrunk());
    }

    /**
     * The try as text, which is also its name.
     *
     * @return what {@link #parse} reads
     */
    public String text() {
        StringBuilder text = new StringBuilder(scratch ? SCRATCH : operation.learning());
        operation.surgery().keepUntil().ifPresent(layer -> text.append("," + KEEP_UNTIL + "=" + layer));
        operation.surgery().inserts().forEach(insert -> text.append("," + INSERT + "=" + insert.text()));
        settings.keySet().stream()
                .sorted()
                .forEach(name -> text.append("," + name + "=" + Objects.requireNonNull(settings.get(name))));
        return text.toString();
    }

    /** Everything that training goes by, equal for tries that would train the same in the same way. */
    Object effect(LayerTable layers) {
        return List.of(layers, scratch, operation.stages(), trained().rates(), settings);
    }

    /** The folder of its runs: its text without characters that some file systems do not allow. */
    String folder() {
        return text().replaceAll("[^A-Za-z0-9.,=_+-]", "-");
    }
}
