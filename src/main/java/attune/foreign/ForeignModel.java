package attune.foreign;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file holds: all floating-point tensors, and what it says of itself.
 *
 * @param file where from, for messages
 * @param format what kind of file it is, in words
 * @param tensors by name
 * @param integers single whole numbers by name, such as {@code metadata_sample_rate}
 * @param strings single strings by name, such as {@code metadata_alphabet}
 * @param flags what it was trained with, where that stands beside it
 * @param loss what of the network as it was trained is not in the file any more, in words
 */
record ForeignModel(
        Path file,
        String format,
        Map<String, ? extends ForeignTensor> tensors,
        Map<String, Long> integers,
        Map<String, Stretch> strings,
        Flags flags,
        Optional<String> loss) {

    ForeignModel {
        tensors = Map.copyOf(tensors);
        integers = Map.copyOf(integers);
        strings = Map.copyOf(strings);
    }
}
