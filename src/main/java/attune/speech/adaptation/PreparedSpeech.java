package attune.speech.adaptation;

import attune.bundle.ProvenanceStep;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.evaluation.Bootstrap;
import attune.evaluation.JointComparison;
import attune.progress.Progress;
import attune.runs.Prepared;
import attune.runs.Suspicion;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.language.AdaptedLanguage;
import attune.speech.learning.ErrorRateScorer;
import attune.speech.learning.Probe;
import attune.training.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Training and dev clips, and the language model that the adapted model gets.
 *
 * @param source the model that is adapted
 * @param format the adapted model's format
 * @param material the clips
 * @param heldOut what it is judged by
 * @param language not tuned yet; empty where none is wanted
 * @param probe the source's, which the adapted model keeps; empty where it could not write its texts
 */
record PreparedSpeech(
        SpeechModel source,
        SpeechFormat format,
        SpeechMaterial material,
        List<Utterance> heldOut,
        Optional<AdaptedLanguage.Untuned> language,
        Optional<Probe> probe)
        implements Prepared {

    @Override
    public Optional<Scorer.Score> sourceScore(Progress progress) {
        progress.begin("scoring the source on dev", -1);
        return Optional.of(new ErrorRateScorer(material.dev(), source.format()).score(source.network()));
    }

    @Override
    public Scorer finishedScorer(Progress progress) {
        return language.map(found -> found.scorer(format, material.dev(), progress))
                .orElseGet(material::scorer);
    }

    @Override
    public Optional<JointComparison> againstSource(ComputationGraph trained, Progress progress) {
        progress.begin("comparing with the source on dev", -1);
        return Optional.of(JointComparison.ofClips(
                new ErrorRateScorer(material.dev(), source.format()).transcribed(source.network()),
                new ErrorRateScorer(material.dev(), format).transcribed(trained),
                Bootstrap.usual(material.seed())));
    }

    @Override
    public Optional<JointComparison> onProbe(ComputationGraph trained, Progress progress) {
        probe.ifPresent(present -> progress.begin("comparing with the source on its probe", -1));
        return probe.map(present -> present.compare(trained, format));
    }

    @Override
    public List<Suspicion> suspicions(Progress progress) {
        return new SpeechSuspicions(source, format, material.train()).all(progress);
    }

    @Override
    public void writeHeldOut(Path folder) throws IOException {
        Manifest.write(folder.resolve("dev.jsonl"), heldOut);
    }

    @Override
    public List<String> finish(ComputationGraph trained, ProvenanceStep step, Path bundle, Progress progress)
            throws IOException {
        Optional<AdaptedLanguage> tuned =
                language.flatMap(found -> AdaptedLanguage.tuned(found, trained, format, material.dev(), progress));
        List<ProvenanceStep> provenance = new ArrayList<>(source.metadata().provenance());
        provenance.add(tuned.map(found -> step.with(found.results())).orElse(step));
        SpeechModel made = SpeechModel.of(trained, format, source.metadata().licence(), provenance);
        SpeechModel adapted = probe.map(present -> present.into(made)).orElse(made);
        tuned.map(found -> adapted.with(found.tuned().language(), Optional.empty()))
                .orElse(adapted)
                .write(bundle);
        return tuned.map(AdaptedLanguage::notes).orElse(List.of());
    }
}
