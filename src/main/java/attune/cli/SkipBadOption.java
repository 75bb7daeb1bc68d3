package attune.cli;

import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.store.FeatureStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --skip-bad}, for what learns from speech. */
final class SkipBadOption {
    @Option(
            names = "--skip-bad",
            arity = "0..1",
            fallbackValue = "0.05",
            order = 9,
            paramLabel = "SHARE",
            description =
                    "Leave out clips that cannot be learnt from, and name them, instead of refusing to begin; at most"
                            + " this share of train or dev, without a value 0.05.")
    private @Nullable Double mostBad;

    SpeechDomain domain(SpeechChoices choices, FeatureStore features) {
        SpeechDomain domain = new SpeechDomain(choices, features);
        return mostBad == null ? domain : domain.skippingBad(mostBad);
    }
}
