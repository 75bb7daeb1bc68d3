package attune.sweeps;

import attune.fault.UserFault;
import attune.files.AtomicFolder;
import attune.files.Digest;
import attune.files.FileTree;
import attune.progress.Progress;
import attune.results.SweepResult;
import attune.runs.MemberRun;
import attune.runs.PlanPart;
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
import attune.shards.Work;
import attune.surgery.BatchNormStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sweep whose runs are trained in parts, each in a folder beside its part that is named like it, and ranked once all
 * are joined.
 *
 * @param <P> the domain's own part of a run's plan
 */
public final class ShardedSweep<P extends PlanPart> {
    private static final String COMMAND = "sweep";

    private final Sweep<P> sweep;

    /**
     * A sweep in parts.
     *
     * @param sweep the whole
     */
    public ShardedSweep(Sweep<P> sweep) {
        this.sweep = sweep;
    }

    /**
     * A run that is trained.
     *
     * @param run its try and seed, for people
     * @param devScore its best score on dev
     */
    private record Trained(String run, double devScore) {}

    /**
     * Trains a part of the runs, about as many as any other part, and goes on where it was stopped.
     *
     * @param place which part, and where it goes; one that is there is done
     * @param progress is told of every run
     * @return the part
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException {
        Path out = folder(place.file(COMMAND));
        Sweep<P> part = sweep.into(out);
        return part.holding(part.ifPresent(), progress, (folder, checked) -> {
            List<Sweep.Run> runs = part.runs();
            return work(part, checked)
                    .write(place, ShardedWork.single(runs.size()), new double[runs.size()], (groups, results) -> {
                        for (int[] group : groups) {
                            Sweep.Run run = runs.get(group[0]);
                            part.train(run, checked.source(), progress);
                            double score = part.member(run).run().outcome().bestScore();
                            results.add(new Trained(run.name(), score), true);
                        }
                    });
        });
    }

    /**
     * Copies the runs of all parts into one sweep, or those that a killed merge left out, and ranks them.
     *
     * @param parts all of them
     * @param progress notified of every run
     * @return the ranking
     * @throws UserFault if parts are missing, or are of another sweep
     * @throws IOException if the disk refuses
     */
    public SweepResult join(JoinedParts parts, Progress progress) throws IOException {
        return sweep.run(
                sweep.ifPresent(),
                progress,
                checked -> work(sweep, checked).read(parts, (item, trained, file) -> {
                    Sweep.Run run = sweep.runs().get(item);
                    MemberRun from = sweep.into(folder(file)).member(run).run();
                    MemberRun to = sweep.member(run).run();
                    if (!to.isFinished()) {
                        if (!from.isFinished()) {
                            throw new UserFault(
                                    from.folder().toString(), "has no finished run", "keep it beside " + file);
                        }
                        FileTree.delete(to.folder(), entry -> true);
                        AtomicFolder.write(to.folder(), copy -> copy(from.folder(), copy));
                    }
                }),
                sweep.ranking(progress));
    }

    private static <P extends PlanPart> ShardedWork<Trained> work(Sweep<P> sweep, Sweep.Checked<P> checked) {
        List<String> ids = sweep.runs().stream().map(Sweep.Run::name).toList();
        String inputs = Digest.sha256(Stream.concat(Stream.of(checked.data().sha256()), ids.stream()));
        SweepPlan<P> plan = checked.plan();
        String options = plan.settings().withSeed(0) + ", " + plan.domain() + ", " + plan.rates() + ", " + plan.trunk()
                + (plan.batchNorm() == BatchNormStatistics.KEEP ? "" : ", batch norm " + plan.batchNorm());
        return new ShardedWork<>(new Work(COMMAND, inputs, List.of(plan.modelSha256()), options), ids, Trained.class);
    }

    /** Where the runs of a part are. */
    private static Path folder(Path part) {
        return part.resolveSibling(part.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> entries;
        try (Stream<Path> tree = Files.walk(from)) {
            entries = tree.filter(entry -> !entry.equals(from)).toList();
        }
        for (Path entry : entries) {
            Files.copy(entry, to.resolve(from.relativize(entry)));
        }
    }
}
