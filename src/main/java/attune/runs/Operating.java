package attune.runs;

import attune.layers.BandStem;
import attune.seed.RunSeed;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Operates on a source as a run's plan says.
 *
 * @param source which stays as it is
 * @param <P> the domain's own part of a run's plan
 */
record Operating<P extends PlanPart>(Source<P> source) {

    /** The network of the whole run, with a learning rate for each layer. */
    OperatedSource by(AdaptPlan<P> plan) {
        return by(plan.course(), plan.domain(), plan.settings().runSeed());
    }

    /** The same before there is a plan. */
    OperatedSource by(Course course, P part, RunSeed seed) {
        OperatedSource operated = source.operate(course.whole(), part, seed);
        return operated.with(course.rates().over(course.table(operated.layers()), BandStem.of(operated.network())));
    }

    /** What is trained first: the head if there are two stages. What is trained later has no frozen trunk. */
    OperatedSource first(Course course, P part, OperatedSource whole, RunSeed seed) {
        return course.stages().isTwo() ? source.operate(course.first(), part, seed) : whole;
    }

    /** The network of the first of two stages: the same parameters, with everything from the source frozen. */
    ComputationGraph head(AdaptPlan<P> plan) {
        return source.operate(
                        plan.course().first(), plan.domain(), plan.settings().runSeed())
                .network();
    }
}
