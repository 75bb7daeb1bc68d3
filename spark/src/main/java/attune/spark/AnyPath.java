package attune.spark;

import attune.spark.hadoop.Locations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a path of this machine, or a URI of one of Hadoop's file systems. */
final class AnyPath implements ITypeConverter<Path> {
    @Override
    public Path convert(String written) {
        if (written.isEmpty()) {
            throw new TypeConversionException("it is empty; give the name of a file or folder, or a URI");
        }
        try {
            return Locations.of(written);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + e.getInput() + "' is no path here (" + e.getReason() + ")");
        }
    }
}
