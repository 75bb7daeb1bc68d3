package attune.speech.language;

import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.lm.SentenceFile;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Text for language models: a plain text with one sentence on each line, or the transcripts of a manifest. */
public final class Sentences {
    private Sentences() {}

    /**
     * A text's sentences.
     *
     * @param path plain text, perhaps in gzip, or a manifest
     * @param normalizer of the model that is to use it, so that both write numbers alike
     * @return normalised sentences, none of them empty; to be closed by the caller
     * @throws UserFault if it cannot be read
     * @throws IOException if the disk fails
     */
    public static Stream<String> of(Path path, TextNormalizer normalizer) throws IOException {
        if (!Files.exists(path)) {
            throw new UserFault(path.toString(), "no such file", "check the path of the text");
        }
        Stream<String> lines = Manifest.recognises(path) ? transcripts(path) : SentenceFile.lines(path);
        return lines.map(normalizer::normalize).filter(sentence -> !sentence.isEmpty());
    }

    /**
     * All sentences of a small text.
     *
     * @param path as above
     * @param normalizer as above
     * @return at least one
     * @throws UserFault if it cannot be read or has none
     * @throws IOException if the disk fails
     */
    public static List<String> list(Path path, TextNormalizer normalizer) throws IOException {
        try (Stream<String> sentences = of(path, normalizer)) {
            List<String> list = sentences.toList();
            if (list.isEmpty()) {
                throw new UserFault(path.toString(), "has no sentences", "give a text with one sentence on each line");
            }
            return list;
        }
    }

    private static Stream<String> transcripts(Path manifest) {
        return Manifest.read(manifest).stream().map(Utterance::text).flatMap(Optional::stream);
    }
}
