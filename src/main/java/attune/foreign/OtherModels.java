package attune.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;

/** Names files that people mistake for DeepSpeech models; nothing in them is unpacked or run. */
final class OtherModels {
    private static final String OTHER_NETWORK = "another program with another network, which Attune does not read";

    /** {@code torch.save} before PyTorch 1.6 begins with this number, pickled ({@code torch/serialization.py}). */
    private static final String OLD_TORCH = "\212\nl\374\234F\371 j\250P\031";

    /** A pickle of protocol 2 to 5 begins with this and the protocol. */
    private static final char PICKLE = '\u0080';

    private static final int LONGEST_HEAD = 1 << 12;

    private OtherModels() {}

    static String name(Path file, Stretch content) {
        byte[] head = content.part(0, Math.min(LONGEST_HEAD, content.length()), "the head")
                .copy();
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String suffix = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst(".*[.]", ".");
        if (text.startsWith("PK\003\004")) {
            return zip(file);
        }
        boolean pickle = text.length() > 1 && text.charAt(0) == PICKLE && text.charAt(1) <= 5;
        if (List.of(".pdparams", ".pdopt", ".pdiparams").contains(suffix)
                || (pickle && text.contains("StructuredToParameterName@@"))) {
            return "a checkpoint of PaddlePaddle, such as PaddleSpeech writes: " + OTHER_NETWORK;
        }
        if (pickle && text.startsWith(OLD_TORCH, 2)) {
            return torch();
        }
        if (pickle) {
            return "a Python pickle, as PyTorch and PaddlePaddle write checkpoints, not DeepSpeech: " + OTHER_NETWORK;
        }
        if (suffix.equals(".onnx")) {
            return "an ONNX file, of which Attune knows Google's speech embedding alone, for pretrain --stem";
        }
        if (suffix.equals(".pbmm")) {
            return "not a complete .pbmm file: the directory at its end is missing or damaged";
        }
        return "not a model that Attune knows";
    }

    private static String torch() {
        return "a PyTorch checkpoint, such as deepspeech.pytorch writes: " + OTHER_NETWORK;
    }

    /** By its entries' names. */
    private static String zip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("model.json") != null && zip.getEntry("network.json") != null) {
                return "already an Attune bundle, to be used as it is";
            }
            if (zip.stream().anyMatch(entry -> entry.getName().endsWith("data.pkl"))) {
                return torch();
            }
            if (zip.stream().anyMatch(entry -> entry.getName().endsWith(".tflite"))) {
                return "a zip file containing a .tflite file, which must be unpacked first";
            }
        } catch (IOException e) {
            return "a truncated or damaged zip file";
        }
        return "a zip file, not a model that Attune knows";
    }
}
