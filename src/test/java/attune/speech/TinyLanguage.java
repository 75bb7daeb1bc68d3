package attune.speech;

import attune.lm.LanguageModelBuilder;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.lm.TokenKind;
import attune.lm.TrainingTexts;
import attune.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A language model of a few sentences. */
public final class TinyLanguage {
    /** Its name in the folder where it is made. */
    public static final String FILE = "digits.lm";

    private TinyLanguage() {}

    /** A model of spoken digits, written to a folder and opened again. */
    public static NgramModel digits(Path folder) {
        return digits(folder, FILE);
    }

    /** The same under a name that says in which format. */
    public static NgramModel digits(Path folder, String name) {
        TrainingTexts texts = new TrainingTexts(TokenKind.WORDS);
        texts.add("digits", Stream.of("one two three", "four five six", "seven eight nine", "zero", "seven", "one"));
        try {
            Path file = folder.resolve(name);
            new LanguageModelBuilder(LanguageModelBuilder.Settings.DEFAULT, Progress.SILENT)
                    .pooled(texts)
                    .write(file);
            return LanguageModels.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
