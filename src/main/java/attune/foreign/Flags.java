package attune.foreign;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The DeepSpeech flags a model was trained with: training writes them to {@code flags.txt} beside its checkpoints, one
 * {@code --name=value} per line, {@code --name} or {@code --noname} for an on/off flag.
 *
 * @param where their source, for messages
 * @param values by name, without dashes
 */
record Flags(String where, Map<String, String> values) {
    private static final long LONGEST = 1 << 20;

    Flags {
        values = Map.copyOf(values);
    }

    /** Those beside a checkpoint; none without such a file. */
    static Flags beside(Path index) throws IOException {
        Path file = index.resolveSibling("flags.txt");
        Map<String, String> values = new TreeMap<>();
        if (Files.isRegularFile(file) && Files.size(file) < LONGEST) {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] flag = line.strip().split("=", 2);
                if (flag[0].startsWith("--")) {
                    values.put(flag[0].substring(2), flag.length == 2 ? flag[1] : "true");
                }
            }
        }
        return new Flags(file.toString(), values);
    }

    boolean isOn(String name) {
        String value = values.getOrDefault(name, "false");
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    /** The value of a numeric flag; empty if it is not given. */
    OptionalDouble number(String name) {
        String value = values.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!value.matches("[0-9]{1,9}([.][0-9]{0,9})?")) {
            throw new UserFault(where, "'" + value + "' is not a number for " + name, "write it as DeepSpeech does");
        }
        return OptionalDouble.of(Double.parseDouble(value));
    }
}
