package attune.foreign;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of a model file: all floating-point tensors and its metadata.
 *
 * @param file its path, for messages
 * @param format kind of file, in words
 * @param tensors by name
 * @param integers single whole numbers by name, such as {@code metadata_sample_rate}
 * @param strings single strings by name, such as {@code metadata_alphabet}
 * @param flags its training flags, if found beside it
 * @param loss what the file has lost of the network as trained, in words
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
