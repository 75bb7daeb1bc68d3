package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.foreign.DeepSpeech;
import attune.progress.Progress;
import attune.speech.ParityCertificate;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Converts a DeepSpeech or Coqui STT model to a bundle, with every weight as in its file. */
public final class ImportDeepSpeech {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    private final Request request;

    /**
     * What to do.
     *
     * @param source the model's file or folder
     * @param out the bundle to write
     * @param alphabet a file with its alphabet, if not in the model or beside it
     * @param clipEnd treatment of the sound after a clip's last whole window
     * @param flags DeepSpeech's, if neither the model nor a {@code flags.txt} beside it gives them
     * @param licence of the weights
     * @param command for the bundle's provenance
     */
    public record Request(
            Path source,
            Path out,
            Optional<Path> alphabet,
            ClipEnd clipEnd,
            Map<String, String> flags,
            String licence,
            String command) {}

    /**
     * A job.
     *
     * @param request what to do
     */
    public ImportDeepSpeech(Request request) {
        this.request = request;
    }

    /**
     * Imports.
     *
     * @param progress notified of what was found
     * @return the finished bundle
     * @throws UserFault if there is no such model, or the bundle already exists
     * @throws IOException if the disk fails
     */
    public Path run(Progress progress) throws IOException {
        NewFiles.requireAbsent(request.out());
        DeepSpeech read = DeepSpeech.read(request.source(), request.alphabet(), request.clipEnd(), request.flags());
        warn(read, progress);
        SpeechFormat format = new SpeechFormat(read.frontEnd(), read.alphabet(), NORMALIZER.name());
        SpeechModel model = SpeechModel.of(read.network(), format, request.licence(), List.of(provenance(read)));
        ParityCertificate parity = ParityCertificate.of(model);
        byte[] card = card(read, parity).getBytes(StandardCharsets.UTF_8);
        parity.into(model).with("CARD.md", card).write(request.out());
        return request.out();
    }

    private static void warn(DeepSpeech read, Progress progress) {
        read.loss()
                .ifPresent(loss -> progress.warn(loss + ", which cannot be undone; the checkpoint, .pb or .pbmm of the"
                        + " model has its weights as trained"));
        if (!read.assumed().isEmpty()) {
            progress.warn("neither the model nor a flags.txt beside it says otherwise, so it is assumed to be trained"
                    + " with " + String.join(", ", read.assumed()) + "; give other values as flags, NAME=VALUE");
        }
        warnOfLabels(read, progress);
    }

    /** Transcripts are normalised before training or scoring. */
    private static void warnOfLabels(DeepSpeech read, Progress progress) {
        List<String> never = read.alphabet().labels().stream()
                .filter(label -> !NORMALIZER.normalize("q" + label + "q").equals("q" + label + "q"))
                .toList();
        if (!never.isEmpty()) {
            progress.warn("no normalised transcript contains the labels " + String.join(" ", never)
                    + "; the model may output them, but would not learn them");
        }
    }

    /** A description for whoever finds the bundle. */
    private String card(DeepSpeech read, ParityCertificate parity) {
        return String.format(
                Locale.ROOT,
                """
                # %s

                A DeepSpeech speech recogniser, imported from a %s. %s

                - licence: %s
                - labels: %d, the last one the blank
                - input: %d Hz, a frame every %.0f ms
                - parameters: %d

                ## Parity
                Its outputs on the reference clip `%s` at import are in `parity.json`; `attune inspect --verify` \
                recomputes them.

                - features: SHA-256 %s
                - log-probabilities: SHA-256 %s
                """,
                request.source().getFileName(),
                read.format(),
                read.loss().map(loss -> "Not as trained: " + loss + ".").orElse("Its weights are as trained."),
                request.licence(),
                read.alphabet().size(),
                read.frontEnd().sampleRateHz(),
                1000 * read.frontEnd().frameSeconds(),
                read.network().numParams(),
                parity.clip(),
                parity.features().sha256(),
                parity.logProbabilities().sha256());
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
