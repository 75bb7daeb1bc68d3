package attune.sweeps;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.results.LearningCurveResult;
import attune.results.SweepResult;
import attune.runs.Domain;
import attune.runs.IfPresent;
import attune.runs.Part;
import attune.runs.PlanPart;
import attune.runs.RunDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much speech is enough? Runs the same {@link Sweep} on the first minutes of the training clips, for several
 * amounts. Dev and test are the same for all, and larger amounts include smaller ones.
 *
 * @param <P> the domain's own part of a run's plan
 */
public final class LearningCurve<P extends PlanPart> {
    private static final String FILE = "learning-curve.json";
    private static final String PICTURE = "learning-curve.svg";

    private final Domain<P> domain;
    private final Sweep.Request request;
    private final List<Part.Minutes> amounts;

    /** The plan.json of the curve. Amounts may change on resumption; each one's sweep has its own plan. */
    record Plan(List<Double> minutes) implements SeveralSweeps.Plan {
        Plan {
            minutes = List.copyOf(minutes);
        }

        @Override
        public void requireGoesOnWith(RunDirectory folder) throws IOException {
            folder.readPlan(Plan.class);
        }
    }

    /**
     * A job.
     *
     * @param domain the kind of model
     * @param request what to do with each amount; its {@code out} gets a folder per amount
     * @param minutes the amounts, at least one, in the order of the table
     * @throws UserFault if an amount is invalid or given twice
     */
    public LearningCurve(Domain<P> domain, Sweep.Request request, List<Double> minutes) {
        this.domain = domain;
        this.request = request;
        if (minutes.isEmpty()) {
            throw new IllegalArgumentException("a learning curve needs at least one amount");
        }
        this.amounts = minutes.stream().map(LearningCurve::amount).toList();
        if (amounts.stream().distinct().count() < amounts.size()) {
            throw new UserFault(named("minutes"), "gives an amount twice", "give each once");
        }
    }

    private static Part.Minutes amount(double minutes) {
        try {
            return new Part.Minutes(minutes);
        } catch (IllegalArgumentException e) {
            throw new UserFault(named("minutes") + " " + minutes, "an amount must be more than 0", "correct it", e);
        }
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with an existing curve
     * @param progress notified of every run
     * @return the tries at every amount
     * @throws UserFault if anything given is wrong, or there is less speech than an amount requires
     * @throws IOException if the disk fails
     */
    public LearningCurveResult run(IfPresent ifPresent, Progress progress) throws IOException {
        Map<String, Part> parts = new LinkedHashMap<>();
        amounts.forEach(amount -> parts.put("minutes-" + amount.text(), amount));
        Plan plan = new Plan(amounts.stream().map(Part.Minutes::minutes).toList());
        return new SeveralSweeps<>(domain, request, parts)
                .run(
                        ifPresent,
                        plan,
                        (Sweep<P> sweep, IfPresent begun) -> sweep.run(begun, progress),
                        (folder, sweeps) -> {
                            List<LearningCurveResult.Point> points = points(sweeps);
                            Optional<Forecaster> forecaster = Forecaster.of(points);
                            AtomicFile.writeText(folder.file(PICTURE), LearningCurveChart.svg(points, forecaster));
                            LearningCurveResult result = new LearningCurveResult(
                                    points,
                                    choices(sweeps),
                                    forecaster.map(Forecaster::ahead).orElse(List.of()));
                            folder.write(FILE, result);
                            return result;
                        },
                        progress);
    }

    private List<LearningCurveResult.Point> points(List<SweepResult> sweeps) {
        List<LearningCurveResult.Point> points = new ArrayList<>();
        for (int i = 0; i < sweeps.size(); i++) {
            double minutes = amounts.get(i).minutes();
            sweeps.get(i).rows().forEach(row -> points.add(LearningCurveResult.Point.of(minutes, row)));
        }
        return points;
    }

    private List<LearningCurveResult.Choice> choices(List<SweepResult> sweeps) {
        return IntStream.range(0, sweeps.size())
                .mapToObj(i -> LearningCurveResult.Choice.of(amounts.get(i).minutes(), sweeps.get(i)))
                .toList();
    }
}
