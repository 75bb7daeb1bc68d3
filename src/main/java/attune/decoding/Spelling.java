package attune.decoding;

import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.List;

/**
 * How a path through the frames is read: neighbours merged, blanks removed, words divided at spaces. Spaces at the ends
 * and doubled spaces leave no trace. An alphabet without a space gives a single word.
 *
 * @param alphabet the outputs
 * @param frameSeconds how long one frame of the output lasts, positive
 */
record Spelling(Alphabet alphabet, double frameSeconds) {
    static final String SPACE = " ";
    /** Where an alphabet without a space has it. */
    static final int NO_SPACE = -1;

    Spelling {
        if (!(frameSeconds > 0 && frameSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a frame must last more than 0 seconds: " + frameSeconds);
        }
    }

    /** The label of the space, or {@link #NO_SPACE}. */
    static int spaceOf(Alphabet alphabet) {
        return alphabet.labels().contains(SPACE) ? alphabet.encode(SPACE)[0] : NO_SPACE;
    }

    /**
     * The words of a path.
     *
     * @param path through frames
     * @param startFrame of the clip at which the path begins
     */
    List<Word> words(FramePath path, long startFrame) {
        List<Word> words = new ArrayList<>();
        List<Run> word = new ArrayList<>();
        for (Run run : path.runs(alphabet.blankIndex())) {
            if (!alphabet.label(run.output()).equals(SPACE)) {
                word.add(run);
            } else if (!word.isEmpty()) {
                words.add(word(word, path, startFrame));
                word.clear();
            }
        }
        if (!word.isEmpty()) {
            words.add(word(word, path, startFrame));
        }
        return words;
    }

    private Word word(List<Run> runs, FramePath path, long startFrame) {
        List<TimedCharacter> characters = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Run run : runs) {
            String character = alphabet.label(run.output());
            text.append(character);
            characters.add(new TimedCharacter(
                    character,
                    (startFrame + run.from()) * frameSeconds,
                    (startFrame + run.to()) * frameSeconds,
                    path.confidence(run.from(), run.to())));
        }
        int from = runs.get(0).from();
        int to = runs.get(runs.size() - 1).to();
        return new Word(
                text.toString(),
                (startFrame + from) * frameSeconds,
                (startFrame + to) * frameSeconds,
                path.confidence(from, to),
                characters);
    }
}
