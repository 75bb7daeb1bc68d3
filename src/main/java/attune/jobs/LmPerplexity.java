package attune.jobs;

import attune.fault.UserFault;
import attune.lm.LanguageModels;
import attune.lm.Perplexity;
import attune.speech.language.Sentences;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Measures how well a language model predicts a text. */
public final class LmPerplexity {
    private final Path model;
    private final Path text;
    private final TextNormalizer normalizer;

    /**
     * A job.
     *
     * @param model a language model in any format
     * @param text plain text or a manifest
     * @param normalizer of the text, the same as that of the texts the model was made of
     */
    public LmPerplexity(Path model, Path text, TextNormalizer normalizer) {
        this.model = model;
        this.text = text;
        this.normalizer = normalizer;
    }

    /**
     * Measures.
     *
     * @return the perplexity
     * @throws attune.fault.UserFault if the model or the text is wrong
     * @throws IOException if a file cannot be read
     */
    public Perplexity run() throws IOException {
        try (Stream<String> sentences = Sentences.of(text, normalizer)) {
            Perplexity perplexity = Perplexity.of(LanguageModels.open(model), sentences);
            if (perplexity.sentences() == 0) {
                throw new UserFault(text.toString(), "contains no sentence", "give another text");
            }
            return perplexity;
        }
    }
}
