package attune.cli;

import attune.fault.UserFault;
import attune.text.TextNormalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --language}, for what reads texts. */
final class LanguageOption {
    @Option(
            names = "--language",
            order = 7,
            paramLabel = "LANG",
            description =
                    "Language of the texts, such as en or de, in which numbers are spelled out as they are spoken,"
                            + " in English also money, times, dates and abbreviations. Default: the source model's; without a model, digits stay.")
    private @Nullable String language;

    Optional<TextNormalizer> normalizer() {
        if (language == null) {
            return Optional.empty();
        }
        Optional<TextNormalizer> spoken = TextNormalizer.spokenIn(language);
        if (spoken.isEmpty()) {
            throw new UserFault(
                    "--language",
                    "'" + language + "' is no language whose numbers can be spelled out",
                    "give a code such as en, de, fr, es or ru; or leave it out and write numbers as words");
        }
        return spoken;
    }
}
