package attune.cli;

import attune.corpus.SkipBad;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.store.FeatureStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --skip-bad}, for what learns from speech or is measured on it. */
final class SkipBadOption {
    @Option(
            names = "--skip-bad",
            arity = "0..1",
            fallbackValue = "0.05",
            order = 9,
            paramLabel = "SHARE",
            description =
                    "Leave out clips that cannot be used, and name them, instead of refusing to begin; at most this"
                            + " share of a set, without a value 0.05.")
    private @Nullable Double mostBad;

    SpeechDomain domain(SpeechChoices choices, FeatureStore features) {
        SpeechDomain domain = new SpeechDomain(choices, features);
        return skip().map(domain::skippingBad).orElse(domain);
    }

    /** How many clips may be left out; empty if none may. */
    Optional<SkipBad> skip() {
        return Optional.ofNullable(mostBad).map(SkipBad::new);
    }
}
