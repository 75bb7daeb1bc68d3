package attune.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader and what it is tried with.
 *
 * @param name of the kind of file, for people and for folders
 * @param samples valid inputs of that kind, made when asked for
 * @param reading what Attune does with such a file
 */
record FuzzedReader(String name, Samples samples, Reading reading) {

    /** Reads a file, or refuses it. */
    @FunctionalInterface
    interface Reading {
        void read(Path file) throws IOException;
    }

    /** Makes valid inputs. */
    @FunctionalInterface
    interface Samples {
        /**
         * Makes them.
         *
         * @param folder for files on the way, empty
         */
        List<Sample> make(Path folder) throws IOException;
    }
}
