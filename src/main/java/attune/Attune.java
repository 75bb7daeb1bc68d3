package attune;

import attune.jobs.Evaluate;
import attune.jobs.Evaluated;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The entry point for programs that use Attune:
 *
 * <pre>{@code
 * SpeechModel model = Attune.open(Path.of("source-en.attune"));
 * String said = model.transcribe(Path.of("call.mp3")).text();
 *
 * Path adapted = Attune.adapt(Path.of("source-en.attune"))
 *         .train(Path.of("train.jsonl"))
 *         .out(Path.of("runs/ivr"))
 *         .run()
 *         .bundle();
 *
 * List<Evaluated> rows = Attune.evaluate(Path.of("test.jsonl"), Path.of("source-en.attune"), adapted);
 * }</pre>
 *
 * <p>Nothing here prints or exits. A mistake by the caller is an {@link attune.fault.UserFault}, whose message gives
 * the place, the rule, the value found and the remedy; a disk failure is an {@link IOException}. Everything else is in
 * {@link attune.jobs}, one class per command.
 */
public final class Attune {
    private static final RunSeed INTERVALS = new RunSeed(1);

    private Attune() {}

    /**
     * Opens a speech model.
     *
     * @param bundle file or folder
     * @return the model; for one thread at a time, see {@link SpeechModel#share}
     * @throws attune.fault.UserFault if it is not a valid speech bundle
     * @throws IOException if it cannot be read
     */
    public static SpeechModel open(Path bundle) throws IOException {
        return SpeechModel.open(bundle);
    }

    /**
     * Adapts a speech model, or shows what adapting would do to it.
     *
     * @param source the bundle to begin with
     * @return a builder, which needs at least the training data and an output folder
     */
    public static SpeechAdaptation adapt(Path source) {
        return new SpeechAdaptation(source);
    }

    /**
     * Measures models on the same held-out clips.
     *
     * @param test a manifest with transcripts
     * @param models bundles; the others are compared with the first
     * @return a row for each model: error rates with confidence intervals, and the difference from the first
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if a bundle cannot be read
     */
    public static List<Evaluated> evaluate(Path test, Path... models) throws IOException {
        return new Evaluate(List.of(models), List.of(test), INTERVALS).run(Progress.SILENT);
    }
}
