package attune;

import attune.jobs.Evaluate;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a program that uses Attune begins:
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
 * List<Evaluate.Row> rows = Attune.evaluate(Path.of("test.jsonl"), Path.of("source-en.attune"), adapted);
 * }</pre>
 *
 * <p>Nothing here prints or exits. What the caller got wrong is an {@link attune.fault.UserFault}, whose message says where,
 * which rule, the value found and the remedy; a disk that refuses is an {@link IOException}. Whatever is not here is in
 * {@link attune.jobs}, a class for each command of the program.
 */
public final class Attune {
    private static final RunSeed INTERVALS = new RunSeed(1);

    private Attune() {}

    /**
     * Opens a speech model.
     *
     * @param bundle a file or folder
     * @return the model; for one thread at a time, see {@link SpeechModel#share}
     * @throws attune.fault.UserFault if it is not a sound speech bundle
     * @throws IOException if it cannot be read
     */
    public static SpeechModel open(Path bundle) throws IOException {
        return SpeechModel.open(bundle);
    }

    /**
     * Adapts a speech model, or shows what that would do to it.
     *
     * @param source the bundle to begin with
     * @return what to say further: at least where to learn from and where to write
     */
    public static SpeechAdaptation adapt(Path source) {
        return new SpeechAdaptation(source);
    }

    /**
     * Measures models on the same held-out clips.
     *
     * @param test a manifest with transcripts
     * @param models bundles; the first is what the others are compared with
     * @return a row for each model: error rates with their interval, and how it differs from the first
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if a bundle cannot be read
     */
    public static List<Evaluate.Row> evaluate(Path test, Path... models) throws IOException {
        return new Evaluate(List.of(models), List.of(test), INTERVALS).run(Progress.SILENT);
    }
}
