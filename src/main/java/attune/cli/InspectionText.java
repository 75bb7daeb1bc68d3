package attune.cli;

import attune.bundle.ProvenanceStep;
import attune.results.Inspection;
import attune.speech.ParityCertificate;
import attune.speech.SpeechFormat;
import attune.speech.learning.Augmentation;
import attune.vision.ImageFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a bundle holds, for a person. */
final class InspectionText {
    /** A few of many classes show what kind they are; JSON lists them all. */
    private static final int CLASSES_SHOWN = 10;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private InspectionText() {}

    static String of(Inspection result) {
        StringBuilder text = new StringBuilder();
        text.append(line("kind", result.metadata().kind()));
        text.append(line("licence", result.metadata().licence()));
        text.append(result instanceof Inspection.OfImages images ? images(images.format()) : "");
        text.append(result instanceof Inspection.OfSpeech speech ? speech(speech) : "");
        result.metadata().provenance().forEach(step -> text.append(provenance(step)));
        return text.append('\n').append(result.layers().networkText()).toString();
    }

    private static String speech(Inspection.OfSpeech speech) {
        SpeechFormat format = speech.format();
        String labels = format.alphabet().size() + ", blank is "
                + format.alphabet().blankIndex() + ": "
                + String.join("", format.alphabet().labels());
        String hears = String.format(
                Locale.ROOT,
                "%d Hz, %d coefficients every %.0f ms",
                format.frontEnd().sampleRateHz(),
                format.frontEnd().coefficients(),
                1000 * format.frontEnd().frameSeconds());
        String streams =
                speech.obstacleToStreaming().map(obstacle -> "no: " + obstacle).orElse("yes, with transcribe --stream");
        String parity =
                speech.parity().map(found -> line("parity", parity(found))).orElse("");
        String probe = speech.probeClips() == 0
                ? ""
                : line("probe", speech.probeClips() + " clips of the source's domain, to show what is forgotten");
        return line("labels", labels) + line("input", hears) + line("streams", streams) + parity + probe;
    }

    private static String parity(ParityCertificate.Comparison parity) {
        return parity.sameBits()
                ? "the same, bit by bit"
                : String.format(
                        Locale.ROOT,
                        "%s: features differ by up to %.1e, log-probabilities by up to %.1e",
                        parity.holds() ? "the same" : "DIFFERS",
                        parity.features(),
                        parity.logProbabilities());
    }

    private static String images(ImageFormat format) {
        List<String> labels = format.labels();
        int shown = Math.min(CLASSES_SHOWN, labels.size());
        String more = shown < labels.size() ? " and " + (labels.size() - shown) + " more" : "";
        String classes = labels.size() + ": " + String.join(", ", labels.subList(0, shown)) + more;
        String sees = format.size() + " x " + format.size() + " pixels of red, green and blue, less " + format.mean()
                + ", divided by " + format.deviation();
        return line("classes", classes) + line("input", sees);
    }

    private static String provenance(ProvenanceStep step) {
        StringBuilder text = new StringBuilder(line(
                step.what(),
                MINUTE.format(step.when()) + " on " + step.conditions().data()));
        text.append(line("", step.command()));
        step.results()
                .forEach((name, value) -> text.append(
                        line("", name + ": " + result(name, value).strip().replace("\n", ", "))));
        return text.toString();
    }

    /** An augmentation by its effects: their strengths are in the JSON of {@code --format json}. */
    private static String result(String name, String value) {
        if (!name.equals("augmentation")) {
            return value;
        }
        try {
            return Augmentation.ofJson(value).text();
        } catch (IllegalArgumentException e) {
            return value; // another version's
        }
    }

    private static String line(String name, String what) {
        return String.format("%-9s %s%n", name, what);
    }
}
