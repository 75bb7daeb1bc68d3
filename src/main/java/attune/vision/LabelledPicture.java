package attune.vision;

import java.nio.file.Path;

/**
 * A picture file and its class.
 *
 * @param file its name
 * @param label index of the class
 */
public record LabelledPicture(Path file, int label) {}
