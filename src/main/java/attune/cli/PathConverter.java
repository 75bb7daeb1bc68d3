package attune.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a file or folder. An empty one, from an unset variable, would be the working folder. */
final class PathConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String name) {
        if (name.isEmpty()) {
            throw new TypeConversionException("it is empty; give the name of a file or folder");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(notHere(e));
        }
    }

    /** What is wrong with a name. */
    static String notHere(InvalidPathException e) {
        return "'" + e.getInput() + "' names no file here (" + e.getReason()
                + "); for letters beyond ASCII set LC_ALL to a locale with UTF-8, such as C.UTF-8";
    }
}
