package attune.runs;

import attune.progress.Progress;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.TrunkFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a run trains on and is judged by: speech or pictures. */
public interface Material {

    /**
     * Batches for the whole network of a stage.
     *
     * @param trunk where it has draws, only these fixed ones are shown
     * @return the batches to learn from
     */
    Batches batches(TrunkUse trunk);

    /**
     * Judges whole networks.
     *
     * @return a scorer on dev
     */
    Scorer scorer();

    /**
     * Runs a frozen trunk over everything; what an earlier process left whole is used again.
     *
     * @param split the stage's network, cut at the trunk's boundary
     * @param stage which is trained
     * @param folder for the files, of its own
     * @param progress hears of it, and why where nothing is kept
     * @return what it gave; absent where the disk has no room for it
     * @throws IOException if the disk refuses
     */
    Optional<ForHead> runTrunk(SplitGraph split, Stage stage, Path folder, Progress progress) throws IOException;

    /**
     * What the trunk gave, as the head takes it.
     *
     * @param batches to learn from
     * @param scorer judges heads
     * @param files where it all is
     */
    record ForHead(Batches batches, Scorer scorer, TrunkFiles files) {}
}
