package attune.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A model to serve: a bundle and what clients call it.
 *
 * @param id given before an equals sign, else the file's name, or for a run's model that of the run
 * @param bundle its path
 */
record ServedBundle(String id, Path bundle) {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final List<String> NAMES_IN_RUNS = List.of("adapted", "model");

    /** Reads {@code ID=MODEL} or {@code MODEL}. */
    static final class Converter implements ITypeConverter<ServedBundle> {
        @Override
        public ServedBundle convert(String written) {
            int equals = written.indexOf('=');
            if (equals >= 0 && written.substring(0, equals).matches(ID)) {
                return new ServedBundle(
                        written.substring(0, equals), new ModelPath().convert(written.substring(equals + 1)));
            }
            Path bundle = new ModelPath().convert(written);
            String id = id(bundle);
            if (!id.matches(ID)) {
                throw new TypeConversionException(
                        "'" + id + "' cannot be a model's id (letters, digits, dots and dashes); give ID=" + written);
            }
            return new ServedBundle(id, bundle);
        }
    }

    private static String id(Path bundle) {
        Path absolute = bundle.toAbsolutePath().normalize();
        String name = String.valueOf(absolute.getFileName()).replaceFirst("\\.attune$", "");
        Path folder = absolute.getParent();
        return NAMES_IN_RUNS.contains(name) && folder != null && folder.getFileName() != null
                ? folder.getFileName().toString()
                : name;
    }
}
