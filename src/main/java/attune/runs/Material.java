package attune.runs;

import attune.progress.Progress;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.TrunkFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a run trains on and is scored on: speech or pictures. */
public interface Material {

    /**
     * The same data for another run.
     *
     * @param settings how it is trained
     * @return material that shares the data
     */
    Material with(TrainingSettings settings);

    /**
     * Batches for the whole network of a stage.
     *
     * @param trunk if it has draws, only these fixed ones are shown
     * @return the training batches
     */
    Batches batches(TrunkUse trunk);

    /**
     * Scores whole networks.
     *
     * @return a scorer on dev
     */
    Scorer scorer();

    /**
     * Runs a frozen trunk over all examples; reuses what an earlier process completed.
     *
     * @param split the stage's network, cut at the trunk's boundary
     * @param stage the stage to train
     * @param folder for these files and nothing else
     * @param progress notified of progress, and of the reason if nothing is cached
     * @return the trunk's output; absent if the disk has no room for it
     * @throws IOException if the disk refuses
     */
    Optional<ForHead> runTrunk(SplitGraph split, Stage stage, Path folder, Progress progress) throws IOException;

    /**
     * The trunk's output, as the head takes it.
     *
     * @param batches training batches
     * @param scorer scores heads
     * @param files the cached output
     */
    record ForHead(Batches batches, Scorer scorer, TrunkFiles files) {}
}
