package attune.foreign;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a model file holds: all floating-point tensors, and what it says of itself.
 *
 * @param file where from, for messages
 * @param format what kind of file it is, in words
 * @param tensors by name
 * @param integers single whole numbers by name, such as {@code metadata_sample_rate}
 * @param strings single strings by name, such as {@code metadata_alphabet}
 */
record ForeignModel(
        Path file,
        String format,
        Map<String, FloatTensor> tensors,
        Map<String, Long> integers,
        Map<String, Stretch> strings) {

    ForeignModel {
        tensors = Map.copyOf(tensors);
        integers = Map.copyOf(integers);
        strings = Map.copyOf(strings);
    }
}
