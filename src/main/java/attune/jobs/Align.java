package attune.jobs;

import static attune.fault.Parameter.named;

import attune.corpus.AudioInputs;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.SpeechModel;
import attune.speech.TextAligner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the times of known words in clips. */
public final class Align {
    private final Path model;
    private final List<Path> inputs;
    private final Optional<String> text;

    /**
     * A job.
     *
     * @param model the bundle
     * @param inputs manifests with transcripts, or one audio file
     * @param text the transcript of the audio file; absent for manifests
     */
    public Align(Path model, List<Path> inputs, Optional<String> text) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
        this.text = text;
    }

    /**
     * Aligns, passing on each result as soon as it is known.
     *
     * @param progress notified of every clip
     * @param results receives them, in the order of the inputs
     * @return the number of clips that could not be read or cannot have their text
     * @throws UserFault if an input does not exist, or one text is given for several clips
     * @throws IOException if a folder or the bundle cannot be read
     */
    public int run(Progress progress, Transcribe.Results results) throws IOException {
        List<Utterance> utterances = withText(AudioInputs.find(inputs));
        results.begin(utterances);
        TextAligner aligner = new TextAligner(SpeechModel.open(model));
        progress.begin("aligning", utterances.size());
        Transcribe.Tally tally = new Transcribe.Tally();
        aligner.align(utterances, heard -> {
            results.accept(new Transcribe.Result(utterances.get(tally.done), heard));
            tally.count(heard);
            progress.at(tally.done, "");
        });
        return tally.rejected;
    }

    private List<Utterance> withText(List<Utterance> found) {
        if (text.isEmpty()) {
            if (found.stream().allMatch(utterance -> utterance.text().isEmpty())) {
                throw new UserFault(
                        found.get(0).where(),
                        "has no text to align"
                                + (found.size() == 1 ? "" : ", nor have the " + (found.size() - 1) + " others"),
                        "give a manifest with transcripts, or " + named("text") + " for one audio file");
            }
            return found;
        }
        if (found.size() != 1) {
            throw new UserFault(
                    named("text"),
                    "is the transcript of one clip, but " + found.size() + " are given",
                    "give one audio file, or a manifest with the texts");
        }
        return List.of(found.get(0).withText(text.get()));
    }
}
