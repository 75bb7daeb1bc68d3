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
import attune.speech.adaptation.SpeechPart;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** All digits with numbers in their texts and none held out, so that which will be depends on the normaliser. */
    static Datasets numbered(Path file) throws IOException {
        List<Utterance> numbered = new ArrayList<>();
        for (int i = 0; i < TinySpeech.DIGITS.size(); i++) {
            numbered.add(TinySpeech.digits().get(i).withText("clip " + i % 5));
        }
        return Datasets.train(TinySpeech.manifest(file, numbered));
    }

    static Adaptation<SpeechPart> inGerman(AdaptationRequest request) {
        SpeechChoices german = SpeechChoices.USUAL.withNormalizer(TextNormalizer.spoken(Locale.GERMAN));
        return new Adaptation<>(new SpeechDomain(german), request);
    }

    static Adaptation.Result run(AdaptationRequest request, IfPresent ifPresent, Progress progress) throws IOException {
        return new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request).run(ifPresent, progress);
    }
}
