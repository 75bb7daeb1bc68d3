package attune.foreign;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The alphabet of a DeepSpeech model, the blank after all labels. Exported files contain it; a checkpoint has it in a
 * separate {@code alphabet.txt}: one label per line, {@code #} begins a comment, {@code \#} is the label {@code #}
 * ({@code native_client/alphabet.cc}).
 */
final class DeepSpeechAlphabet {
    private static final String METADATA = "metadata_alphabet";

    /** The outputs of a model that writes UTF-8 bytes 1 to 255, plus the blank. */
    private static final int BYTES_OUTPUTS = 256;

    private DeepSpeechAlphabet() {}

    static Alphabet of(ForeignModel model, Optional<Path> file, int outputs) throws IOException {
        Stretch serialized = model.strings().get(METADATA);
        List<String> labels;
        String where;
        if (file.isPresent()) {
            where = file.get().toString();
            labels = labels(file.get());
        } else if (serialized != null) {
            where = model.file().toString();
            labels = labels(serialized);
        } else {
            Path beside = model.file().resolveSibling("alphabet.txt");
            if (!Files.isRegularFile(beside)) {
                throw noAlphabet(model, outputs);
            }
            where = beside.toString();
            labels = labels(beside);
        }
        return alphabet(labels, outputs, where);
    }

    private static Alphabet alphabet(List<String> labels, int outputs, String where) {
        if (labels.size() + 1 != outputs) {
            throw new UserFault(
                    where,
                    "the alphabet has " + labels.size() + " labels, but the network has " + outputs
                            + " outputs, one of them the blank",
                    "give the alphabet that the model was trained with");
        }
        try {
            return new Alphabet(labels, labels.size());
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    where,
                    "Attune cannot use this alphabet: " + e.getMessage(),
                    "import a model whose labels are single characters",
                    e);
        }
    }

    private static UserFault noAlphabet(ForeignModel model, int outputs) {
        return outputs == BYTES_OUTPUTS
                ? bytesModel(model.file().toString())
                : new UserFault(
                        model.file().toString(),
                        "the alphabet of its " + (outputs - 1) + " labels is unknown",
                        "put alphabet.txt beside it or give it with " + named("alphabet")
                                + "; for the released English models it is"
                                + " data/alphabet.txt in their repository");
    }

    private static UserFault bytesModel(String where) {
        return new UserFault(
                where,
                "is a model that writes UTF-8 bytes instead of characters, which Attune does not read",
                "import a model with an alphabet");
    }

    private static List<String> labels(Path file) throws IOException {
        Stretch content = Stretch.of(file);
        List<String> labels = new ArrayList<>();
        for (String line : content.text("the alphabet").lines().toList()) {
            if (line.equals("\\#")) {
                labels.add("#");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                labels.add(line);
            }
        }
        return labels;
    }

    /** A count, then for each label its index and its length, 16 bits each, and its bytes. */
    private static List<String> labels(Stretch serialized) {
        int count = number(serialized, 0);
        String[] labels = new String[count];
        boolean bytes = count + 1 == BYTES_OUTPUTS;
        int at = Short.BYTES;
        for (int i = 0; i < count; i++) {
            int place = number(serialized, at);
            int length = number(serialized, at + Short.BYTES);
            Stretch label = serialized.part(at + 2L * Short.BYTES, length, "a label of the alphabet");
            if (bytes && length == 1 && label.bytes().get(0) < 0) {
                throw bytesModel(serialized.file().toString());
            }
            if (place >= count || labels[place] != null) {
                throw serialized.fault(at, "the alphabet has " + count + " labels, one of them at index " + place);
            }
            labels[place] = label.text("a label of the alphabet");
            at += 2 * Short.BYTES + length;
        }
        return List.of(labels);
    }

    private static int number(Stretch serialized, int at) {
        return Short.toUnsignedInt(
                serialized.part(at, Short.BYTES, "the alphabet").bytes().getShort(0));
    }
}
