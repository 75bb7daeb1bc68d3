package attune.speech;

import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.decoding.KnownText;
import attune.fault.UserFault;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the times of known words: takes clips and what is said in them, gives transcripts with that text. A clip that
 * cannot be read, or whose text cannot be its own, does not stop the others.
 */
public final class TextAligner {
    private final SpeechFormat format;
    private final KnownText aligner;
    private final Transcriber transcriber;

    /**
     * An aligner.
     *
     * @param model the recogniser; not used elsewhere meanwhile
     */
    public TextAligner(SpeechModel model) {
        this.format = model.format();
        this.aligner = new KnownText(format.alphabet(), format.frontEnd().frameSeconds());
        // The text is known, so no language model need be loaded.
        this.transcriber = new Transcriber(model, SpeechDecoder.greedy(format, Calibration.NONE));
    }

    /**
     * Aligns clips with their texts, giving each result as soon as its group is done.
     *
     * @param utterances any number
     * @param results takes each result, in the same order, on the calling thread
     */
    public void align(List<Utterance> utterances, Consumer<Heard> results) {
        List<Optional<UserFault>> faults = utterances.stream().map(this::fault).toList();
        List<Utterance> sound = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            if (faults.get(i).isEmpty()) {
                sound.add(utterances.get(i));
            }
        }
        InTurn turn = new InTurn(faults, results);
        transcriber.run(sound.stream().map(Utterance::clip).toList(), clip -> decoder(sound.get(clip)), turn::next);
        turn.rest();
    }

    private PieceDecoder decoder(Utterance utterance) {
        return new AlignedPieces(aligner, format, utterance.where(), normalized(utterance));
    }

    private String normalized(Utterance utterance) {
        return format.textNormalizer().normalize(utterance.text().orElse(""));
    }

    private Optional<UserFault> fault(Utterance utterance) {
        String text = normalized(utterance);
        if (text.isEmpty()) {
            return Optional.of(
                    new UserFault(utterance.where(), "has no text to look for", "give the words that are said in it"));
        }
        Map<String, Integer> unknown = format.alphabet().unknown(text);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new UserFault(
                        utterance.where(),
                        "text has characters that the model's alphabet lacks: " + Alphabet.describe(unknown),
                        "write them with characters of the alphabet (numbers as words)"));
    }

    /** Puts the texts refused beforehand back into their places among the results. */
    private static final class InTurn {
        private final List<Optional<UserFault>> faults;
        private final Consumer<Heard> results;
        private int at;

        InTurn(List<Optional<UserFault>> faults, Consumer<Heard> results) {
            this.faults = faults;
            this.results = results;
        }

        void next(Heard heard) {
            rest();
            results.accept(heard);
            at++;
        }

        /** Gives the refusals up to the next text that was not refused. */
        void rest() {
            while (at < faults.size() && faults.get(at).isPresent()) {
                results.accept(new Heard.Rejected(faults.get(at).get()));
                at++;
            }
        }
    }
}
