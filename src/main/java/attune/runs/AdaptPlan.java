package attune.runs;

import java.util.Objects;

/**
 * The {@code plan.json} of an {@link Adaptation}: what it does, to what, with everything settled.
 *
 * @param model the source bundle, as the user named it
 * @param modelSha256 its digest
 * @param data its training and dev data
 * @param course what is done to the network, and in which order layers learn
 * @param settings how it is trained
 * @param trunk whether the output of a frozen trunk is cached
 * @param domain the domain's own part
 * @param computedOn what else the exact result depends on
 * @param <P> the domain's own part
 */
record AdaptPlan<P extends PlanPart>(
        String model,
        String modelSha256,
        LearntFrom data,
        Course course,
        TrainingSettings settings,
        TrunkUse trunk,
        P domain,
        ComputedOn computedOn) {
    AdaptPlan {
        Objects.requireNonNull(modelSha256, "modelSha256 is missing");
        Objects.requireNonNull(data, "data is missing");
        Objects.requireNonNull(course, "course is missing");
        Objects.requireNonNull(settings, "settings is missing");
        Objects.requireNonNull(trunk, "trunk is missing");
        Objects.requireNonNull(domain, "domain is missing");
        Objects.requireNonNull(computedOn, "computedOn is missing");
    }

    /** The plan of one of several runs, by its number from 1. */
    AdaptPlan<P> ofRun(int number) {
        return new AdaptPlan<>(model, modelSha256, data, course, settings.ofRun(number), trunk, domain, computedOn);
    }

    /** The same for another copy of model and data, computed elsewhere. */
    AdaptPlan<P> on(String otherModel, String otherModelSha256, LearntFrom otherData, ComputedOn elsewhere) {
        return new AdaptPlan<>(otherModel, otherModelSha256, otherData, course, settings, trunk, domain, elsewhere);
    }

    /** Whether another plan does the same work, wherever it runs. */
    boolean sameWork(AdaptPlan<P> other) {
        return course.equals(other.course)
                && settings.equals(other.settings)
                && trunk.equals(other.trunk)
                && domain.equals(other.domain);
    }
}
