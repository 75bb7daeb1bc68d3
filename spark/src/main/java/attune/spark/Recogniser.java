package attune.spark;

import attune.files.Digest;
import attune.files.FileTree;
import attune.speech.DecodingOptions;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What transcribes, as it travels to the executors: the bytes of a model, perhaps of a language model and of hot words, and
 * how to decode. They are opened as the files they were.
 */
final class Recogniser implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] bundle;
    private final byte @Nullable [] languageModel;
    private final byte @Nullable [] hotWords;
    private final boolean greedy;
    private final @Nullable Integer width;
    private final int hypotheses;
    private final boolean characters;

    private Recogniser(byte[] bundle, DecodingOptions decoding, boolean characters) throws IOException {
        this.bundle = bundle;
        this.languageModel = bytes(decoding.languageModel());
        this.hotWords = bytes(decoding.hotWords());
        this.greedy = decoding.greedy();
        this.width = decoding.width().isPresent() ? decoding.width().getAsInt() : null;
        this.hypotheses = decoding.hypotheses();
        this.characters = characters;
    }

    /** Opens it once, so that what is wrong with a file is told before a cluster works. */
    static Recogniser of(Path model, DecodingOptions decoding, boolean characters) throws IOException {
        SpeechModel opened = SpeechModel.open(model);
        decoding.decoder(opened);
        return new Recogniser(
                Files.isDirectory(model) ? packed(opened) : Files.readAllBytes(model), decoding, characters);
    }

    private static byte[] packed(SpeechModel model) throws IOException {
        Path file = Files.createTempFile("attune-", ".attune");
        try {
            model.write(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static byte @Nullable [] bytes(Optional<Path> file) throws IOException {
        return file.isPresent() ? Files.readAllBytes(file.get()) : null;
    }

    /** A model with its decoder, ready to be shared by threads. */
    record Opened(SpeechModel model, SpeechDecoder decoder) {}

    /** Opens what arrived on an executor, for which it is written to files that are deleted at once. */
    Opened open() throws IOException {
        Path folder = Files.createTempDirectory("attune-");
        try {
            SpeechModel model = SpeechModel.open(Files.write(folder.resolve("model.attune"), bundle));
            DecodingOptions decoding = new DecodingOptions(
                    greedy,
                    file(folder.resolve("language-model"), languageModel),
                    file(folder.resolve("hot-words"), hotWords),
                    width == null ? OptionalInt.empty() : OptionalInt.of(width),
                    hypotheses);
            return new Opened(model, decoding.decoder(model));
        } finally {
            FileTree.delete(folder, file -> true);
        }
    }

    private static Optional<Path> file(Path name, byte @Nullable [] content) throws IOException {
        return content == null ? Optional.empty() : Optional.of(Files.write(name, content));
    }

    boolean characters() {
        return characters;
    }

    /** What decides a text, by the names of options. */
    Map<String, String> description() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("model", Digest.sha256(bundle));
        parts.put("lm", languageModel == null ? "of the model" : Digest.sha256(languageModel));
        parts.put("hot-words", hotWords == null ? "none" : Digest.sha256(hotWords));
        parts.put("greedy", Boolean.toString(greedy));
        parts.put("beam", width == null ? "of the model" : width.toString());
        parts.put("n-best", Integer.toString(hypotheses));
        parts.put("characters", Boolean.toString(characters));
        return parts;
    }
}
