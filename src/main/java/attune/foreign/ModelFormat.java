package attune.foreign;

import java.io.IOException;
import java.nio.file.Path;

/** Reads one kind of model file. */
interface ModelFormat {

    /** Whether a file is of this kind, by its content. */
    boolean recognises(Stretch file);

    /** Reads it; the tensors stay in the file. */
    ForeignModel read(Path file) throws IOException;
}
