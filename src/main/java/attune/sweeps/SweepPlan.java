package attune.sweeps;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.AdaptationRequest;
import attune.runs.ComputedOn;
import attune.runs.Data;
import attune.runs.LearntFrom;
import attune.runs.RateFactors;
import attune.runs.SourceDigest;
import attune.runs.TrainingSettings;
import attune.runs.TrunkCaching;
import attune.surgery.BatchNormStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The {@code plan.json} of a {@link Sweep}. Tries and seeds may change when it is resumed; what they are compared on must
 * not.
 *
 * @param modelSha256 digest of the source bundle
 * @param data training and dev data
 * @param settings how the runs are trained, but for the seed
 * @param domain the domain's own part
 * @param rates learning-rate factors of the tries that start from the source
 * @param batchNorm the treatment of the statistics of batch normalisations that do not learn; plans of before it was
 *     recorded have none, and are taken for {@code KEEP}
 * @param trunk whether the output of a frozen trunk is cached
 * @param tries as text
 * @param seeds each try is run once per seed
 * @param computedOn what else the exact result depends on
 * @param <P> the domain's own part
 */
record SweepPlan<P>(
        String modelSha256,
        LearntFrom data,
        TrainingSettings settings,
        P domain,
        RateFactors rates,
        BatchNormStatistics batchNorm,
        TrunkCaching trunk,
        List<String> tries,
        List<Long> seeds,
        ComputedOn computedOn) {
    SweepPlan {
        batchNorm = Objects.requireNonNullElse(batchNorm, BatchNormStatistics.KEEP);
        Objects.requireNonNull(data, "data is missing");
        Objects.requireNonNull(settings, "settings is missing");
        Objects.requireNonNull(domain, "domain is missing");
        Objects.requireNonNull(rates, "rates is missing");
        Objects.requireNonNull(trunk, "trunk is missing");
        Objects.requireNonNull(computedOn, "computedOn is missing");
    }

    static <P> SweepPlan<P> of(
            Sweep.Request request, LearntFrom data, TrainingSettings settings, P part, ComputedOn computedOn)
            throws IOException {
        AdaptationRequest common = request.common();
        RateFactors rates = request.tries().stream()
                .filter(one -> !one.scratch())
                .findFirst()
                .map(one -> one.operation().rates())
                .orElse(RateFactors.USUAL);
        return new SweepPlan<>(
                SourceDigest.of(common.model()),
                data,
                settings,
                part,
                rates,
                request.tries().get(0).operation().surgery().batchNorm(),
                common.trunk(),
                request.tries().stream().map(Try::text).toList(),
                request.seeds(),
                computedOn);
    }

    /** Refuses to go on in a folder with another comparison than this one, which was started there. */
    void requireSame(SweepPlan<P> wanted, Path out, Data found, Progress progress) {
        String where = out + "/plan.json";
        SourceDigest.requireSame(out, "sweep", modelSha256, wanted.modelSha256);
        data.requireSame(wanted.data, out, found.contents());
        if (!settings.withSeed(0).equals(wanted.settings.withSeed(0))) {
            throw new UserFault(
                    where,
                    "this sweep was started with other training settings (" + settings + ")",
                    "give the same, or start over with " + named("overwrite"));
        }
        if (!domain.equals(wanted.domain) || !rates.equals(wanted.rates) || trunk != wanted.trunk) {
            throw new UserFault(
                    where,
                    "this sweep was started with another output, augmentation, language model, trunk cache or other"
                            + " learning-rate factors",
                    "give the same options, or start over with " + named("overwrite"));
        }
        if (batchNorm != wanted.batchNorm) {
            throw new UserFault(
                    where,
                    "this sweep was started with " + named("batchNorm") + " "
                            + batchNorm.name().toLowerCase(Locale.ROOT),
                    "give the same, or start over with " + named("overwrite"));
        }
        computedOn.warnIfElsewhere(wanted.computedOn, progress);
    }
}
