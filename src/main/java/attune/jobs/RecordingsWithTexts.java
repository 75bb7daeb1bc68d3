package attune.jobs;

import static attune.fault.Parameter.named;

import attune.annotations.RecordingText;
import attune.corpus.AudioInputs;
import attune.corpus.Faults;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds recordings, and the texts that manifests give or that lie beside them. */
final class RecordingsWithTexts {
    /** The endings that the text beside a recording may have, the preferred one first. */
    private static final List<String> TEXT_ENDINGS = List.of("srt", "vtt", "TextGrid", "textgrid", "eaf", "ctm", "txt");

    private static final String REMEDY = "put what is said in it beside it, under the same name with .txt, .srt, .vtt,"
            + " .TextGrid, .eaf or .ctm, or give a manifest with texts; where nobody wrote them down, "
            + named("untranscribed") + " makes drafts";

    private final CorpusBuild.Choices choices;
    private boolean anyTiers;

    RecordingsWithTexts(CorpusBuild.Choices choices) {
        this.choices = choices;
    }

    /**
     * Finds them.
     *
     * @param inputs audio files and folders, each recording with a text of the same name beside it, or manifests
     * @return recordings and pieces of recordings, each with its text
     * @throws attune.fault.UserFault if there are none, or some have no text
     */
    List<Utterance> find(List<Path> inputs) throws IOException {
        List<Utterance> found = new ArrayList<>();
        Faults faults = new Faults();
        for (Utterance one : AudioInputs.find(inputs, choices.columns())) {
            Optional<String> text =
                    one.text().isPresent() ? one.text() : textBeside(one.clip().audio());
            text.ifPresentOrElse(
                    said -> found.add(one.withText(said)), () -> faults.add(one.where(), "has no text", REMEDY));
        }
        faults.throwIfAny();
        if (!choices.tier().isEmpty() && !anyTiers) {
            throw new UserFault(
                    named("tier"), "none of the texts is a TextGrid or of ELAN, so none has tiers", "leave it out");
        }
        return found;
    }

    private Optional<String> textBeside(Path audio) {
        String name = String.valueOf(audio.getFileName()).replaceFirst("\\.[^.]*$", "");
        return TEXT_ENDINGS.stream()
                .flatMap(ending -> Stream.of(ending, ending.toUpperCase(Locale.ROOT)))
                .map(ending -> audio.resolveSibling(name + "." + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(this::read);
    }

    private String read(Path text) {
        if (choices.tier().isEmpty()) {
            return RecordingText.read(text);
        }
        anyTiers |= RecordingText.hasTiers(text);
        return RecordingText.read(text, choices.tier());
    }
}
