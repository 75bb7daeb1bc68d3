package attune.vision.adaptation;

import attune.bundle.ProvenanceStep;
import attune.evaluation.ClassifiedItem;
import attune.evaluation.Interval;
import attune.evaluation.RepeatedRuns;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Rates;
import attune.runs.Trials;
import attune.seed.RunSeed;
import attune.surgery.Surgery;
import attune.vision.ImageClassifier;
import attune.vision.ImageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The image-specific part of a sweep.
 *
 * @param source the model
 * @param pictures for training and evaluation
 */
record ImageTrials(ImageModel source, Pictures pictures) implements Trials {

    @Override
    public boolean hasTest() {
        return !pictures.test().pictures().isEmpty();
    }

    @Override
    public void writeUntrained(long seed, String command, Path bundle, Progress progress) throws IOException {
        ProvenanceStep step = new ProvenanceStep(
                "random weights",
                Instant.now(),
                command,
                ComputedOn.convolutional().conditions("none", seed),
                null,
                Map.of());
        ImageModel.of(
                        Surgery.untrained(source.network(), new RunSeed(seed)),
                        source.format(),
                        source.metadata().licence(),
                        List.of(step))
                .write(bundle);
    }

    @Override
    public RepeatedRuns score(List<Path> bundles, HeldOut on, Progress progress) throws IOException {
        List<List<ClassifiedItem>> runs = new ArrayList<>();
        for (Path bundle : bundles) {
            progress.begin(bundle.getFileName() + ": classifying", -1);
            runs.add(new ImageClassifier(ImageModel.open(bundle))
                    .classify(on == HeldOut.DEV ? pictures.dev() : pictures.test(), progress));
        }
        return RepeatedRuns.ofItems(runs);
    }

    @Override
    public Rates rates(RepeatedRuns scored, Interval interval) {
        return PictureRates.of(scored, interval);
    }
}
