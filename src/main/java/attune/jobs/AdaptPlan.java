package attune.jobs;

import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.NewOutput;
import attune.surgery.SurgeryPlan;
import java.util.List;
import java.util.Objects;

/** The plan.json of a run of {@link Adapt}: what it does, to what, with everything settled. */
record AdaptPlan(
        String model,
        String modelSha256,
        List<String> train,
        List<String> dev,
        String speechSha256,
        SurgeryPlan surgery,
        NewOutput output,
        RateFactors rates,
        TrainingSettings settings,
        TrunkUse trunk,
        LanguageTexts language,
        ComputedOn computedOn) {
    AdaptPlan {
        Objects.requireNonNull(speechSha256, "speechSha256 is missing");
        Objects.requireNonNull(output, "output is missing");
        Objects.requireNonNull(rates, "rates is missing");
        Objects.requireNonNull(trunk, "trunk is missing");
        Objects.requireNonNull(language, "language is missing");
        Objects.requireNonNull(computedOn, "computedOn is missing");
    }

    /** Whether another plan does the same, wherever it is computed. */
    boolean sameWork(AdaptPlan other) {
        return surgery.equals(other.surgery)
                && output.equals(other.output)
                && rates.equals(other.rates)
                && settings.equals(other.settings)
                && trunk.equals(other.trunk)
                && language.equals(other.language);
    }

    /** How the adapted model hears and writes. */
    SpeechFormat format(SpeechModel source) {
        return source.format().with(output.alphabet());
    }

    OperatedModel operate(SpeechModel source) {
        return OperatedModel.of(source, surgery, output, rates, new RunSeed(settings.seed()));
    }

    /** The same parameters with all that comes from the source frozen. */
    OperatedModel operateHead(SpeechModel source) {
        return OperatedModel.of(
                source, StagedTraining.ofHead(surgery), output, rates.firstStage(), new RunSeed(settings.seed()));
    }

    /** The same plan with the trunk cached where, in its first stage, it can be. */
    AdaptPlan withTrunkCache(SpeechModel source, OperatedModel operated) {
        OperatedModel first = StagedTraining.first(surgery, operated, () -> operateHead(source));
        TrunkUse use = TrunkUse.of(first.boundary(), !settings.augment().isNone());
        return new AdaptPlan(
                model,
                modelSha256,
                train,
                dev,
                speechSha256,
                surgery,
                output,
                rates,
                settings,
                use,
                language,
                computedOn);
    }

    String text(OperatedModel operated) {
        return operated.text()
                + StagedTraining.text(surgery.trainScope(), settings.epochs(), rates)
                + trunk.text("clip");
    }
}
