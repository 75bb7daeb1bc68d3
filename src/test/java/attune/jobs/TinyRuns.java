package attune.jobs;

import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Adaptations to a few of the spoken digits, which take seconds. */
final class TinyRuns {
    private TinyRuns() {}

    /** Manifests in the folder: the first {@code train} digits to train on, the {@code dev} after them held out. */
    static Datasets digits(Path folder, int train, int dev) throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        return Datasets.train(TinySpeech.manifest(folder.resolve("train.jsonl"), digits.subList(0, train)))
                .withDev(TinySpeech.manifest(folder.resolve("dev.jsonl"), digits.subList(train, train + dev)));
    }

    /** A manifest of the digits from {@code from} on. */
    static Path rest(Path file, int from) throws IOException {
        return TinySpeech.manifest(file, TinySpeech.digits().subList(from, TinySpeech.DIGITS.size()));
    }

    static Adaptation.Result run(AdaptationRequest request, IfPresent ifPresent, Progress progress) throws IOException {
        return new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request).run(ifPresent, progress);
    }
}
