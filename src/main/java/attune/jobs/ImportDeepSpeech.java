package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.bundle.WeightStorage;
import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.foreign.DeepSpeech;
import attune.progress.Progress;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a bundle of a DeepSpeech or Coqui STT model, every weight as its file has it. */
public final class ImportDeepSpeech {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    private final Request request;

    /**
     * What to do.
     *
     * @param source the model's file or folder
     * @param out the bundle to be
     * @param alphabet a file with its alphabet, where it is not in the model or beside it
     * @param clipEnd what becomes of the sound behind a clip's last whole window
     * @param licence of the weights
     * @param command for the bundle's provenance
     */
    public record Request(
            Path source, Path out, Optional<Path> alphabet, ClipEnd clipEnd, String licence, String command) {}

    /**
     * A job.
     *
     * @param request what to do
     */
    public ImportDeepSpeech(Request request) {
        this.request = request;
    }

    /**
     * Does it.
     *
     * @param progress hears what was found
     * @return the finished bundle
     * @throws UserFault if there is no such model, or a bundle already
     * @throws IOException if the disk refuses
     */
    public Path run(Progress progress) throws IOException {
        if (Files.exists(request.out())) {
            throw new UserFault(
                    request.out().toString(), "there is something already", "give another name with -o, or remove it");
        }
        DeepSpeech read = DeepSpeech.read(request.source(), request.alphabet(), request.clipEnd());
        read.loss()
                .ifPresent(
                        loss -> progress.warn(
                                loss
                                        + ", which nothing undoes; the model's checkpoint, .pb or .pbmm has the weights as they were trained"));
        warnOfLabels(read, progress);
        SpeechFormat format = new SpeechFormat(read.frontEnd(), read.alphabet(), NORMALIZER.name());
        SpeechModel.of(read.network(), format, request.licence(), List.of(provenance(read)))
                .write(request.out(), WeightStorage.FLOAT32);
        return request.out();
    }

    /** Transcripts are normalised before they are learned from or scored. */
    private static void warnOfLabels(DeepSpeech read, Progress progress) {
        List<String> never = read.alphabet().labels().stream()
                .filter(label -> !NORMALIZER.normalize("q" + label + "q").equals("q" + label + "q"))
                .toList();
        if (!never.isEmpty()) {
            progress.warn("no normalised transcript has the labels " + String.join(" ", never)
                    + "; the model may write them, but would not learn them");
        }
    }

    private ProvenanceStep provenance(DeepSpeech read) {
        Map<String, String> results = new TreeMap<>(Map.of(
                "format", read.format(),
                "parameters", Long.toString(read.network().numParams())));
        read.loss().ifPresent(loss -> results.put("loss", loss));
        return new ProvenanceStep(
                "import",
                Instant.now(),
                request.command(),
                new ProvenanceStep.Conditions(request.source().toString(), 0, "none", 1),
                null,
                results);
    }
}
