package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.evaluation.Bootstrap;
import attune.evaluation.Comparison;
import attune.evaluation.Evaluation;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures one or several models on the same held-out clips. */
public final class Evaluate {
    private final List<Path> models;
    private final List<Path> tests;
    private final Bootstrap bootstrap;
    private final DecodingOptions decoding;

    /**
     * A job that leaves decoding to the models.
     *
     * @param models bundles, the first is what the others are compared with
     * @param tests manifests with transcripts
     * @param seed of the bootstrap
     */
    public Evaluate(List<Path> models, List<Path> tests, RunSeed seed) {
        this(models, tests, DecodingOptions.USUAL, seed);
    }

    /**
     * A job.
     *
     * @param models bundles, the first is what the others are compared with
     * @param tests manifests with transcripts
     * @param decoding how to decode, for all models
     * @param seed of the bootstrap
     */
    public Evaluate(List<Path> models, List<Path> tests, DecodingOptions decoding, RunSeed seed) {
        this.decoding = decoding;
        this.models = List.copyOf(models);
        this.tests = List.copyOf(tests);
        this.bootstrap = Bootstrap.usual(seed);
    }

    /**
     * Does it.
     *
     * @param progress hears of every clip
     * @return a row for each model
     * @throws UserFault if anything given is wrong; a clip that cannot be read counts as that
     * @throws IOException if a bundle cannot be read
     */
    public List<Row> run(Progress progress) throws IOException {
        List<Utterance> utterances = TrainAndDev.read(tests);
        List<Row> rows = new ArrayList<>();
        for (Path model : models) {
            Evaluation evaluation = evaluate(model, utterances, progress);
            Optional<Comparison> comparison = rows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Comparison.of(rows.get(0).evaluation(), evaluation, bootstrap));
            rows.add(new Row(model, evaluation, comparison));
        }
        return rows;
    }

    /**
     * Refuses manifests that cannot be used for a test, so that nobody waits for a training run to hear of it.
     *
     * @param tests manifests with transcripts
     * @throws UserFault if one is not sound
     */
    public static void check(List<Path> tests) {
        TrainAndDev.read(tests);
    }

    Evaluation evaluate(Path path, List<Utterance> utterances, Progress progress) throws IOException {
        SpeechModel model = SpeechModel.open(path);
        Transcriber transcriber = new Transcriber(model, decoding.decoder(model));
        progress.begin(path.getFileName() + ": transcribing", utterances.size());
        List<ScoredClip> scored = new ArrayList<>();
        List<Clip> clips = utterances.stream().map(Utterance::clip).toList();
        transcriber.transcribe(clips, heard -> {
            scored.add(score(utterances.get(scored.size()), heard, model));
            progress.at(scored.size(), "");
        });
        return Evaluation.of(scored, bootstrap);
    }

    static ScoredClip score(Utterance utterance, Transcriber.Heard heard, SpeechModel model) {
        heard.fault().ifPresent(fault -> {
            throw fault;
        });
        String reference = utterance
                .text()
                .map(model.format().textNormalizer()::normalize)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new UserFault(
                        utterance.where(), "has no text to compare with", "add its transcript or remove the line"));
        return ScoredClip.score(utterance.id(), reference, heard.text());
    }

    /**
     * One model's result.
     *
     * @param model the bundle
     * @param evaluation error rates with their interval
     * @param comparison with the first model; absent for that one
     */
    public record Row(Path model, Evaluation evaluation, Optional<Comparison> comparison) {}
}
