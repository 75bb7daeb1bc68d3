package attune.speech.segmentation;

import attune.ctc.CtcAligner;
import attune.ctc.CtcAlignment;
import attune.ctc.CtcLoss;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import attune.decoding.HotWords;
import attune.decoding.Word;
import attune.lm.LanguageModelBuilder;
import attune.lm.TokenKind;
import attune.lm.TrainingTexts;
import attune.progress.Progress;
import attune.speech.ClipFrames;
import attune.speech.DecodingSettings;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds where the sentences of a script are said. The recording is recognised with a language model of the script, the
 * words are aligned with the script's, and each sentence is then looked for, letter by letter, between the words that
 * surround it: CTC segmentation (Kürzinger, Winkelbauer, Li, Watanabe and Rigoll 2020) of short stretches, so that
 * three hours need no more than their network's output, some 30 MB.
 */
public final class ScriptFinder {
    /** Nats that a frame outside the sentence costs, so that inside it goes to whichever is better. */
    private static final float OUTSIDE = 0.05f;

    /** How long a word may take where it has not been heard. */
    private static final double SECONDS_A_WORD = 1.5;

    private static final double SECONDS_MORE = 2;

    /** A sentence without a word that was heard is looked for in no longer stretch. */
    private static final double LONGEST_SEARCH_SECONDS = 120;

    private static final double WINDOW_SECONDS = 1;
    private static final double SECONDS_BEFORE = 0.2;
    /** The last letter is said a while before its sound has faded. */
    private static final double SECONDS_BEHIND = 0.3;

    /** No probability counts as less, so that every text that fits the frames can be found. */
    private static final float LEAST_LOG_PROB = -10_000;

    private final SpeechFormat format;

    /**
     * A finder.
     *
     * @param format of the model that listened
     */
    public ScriptFinder(SpeechFormat format) {
        this.format = format;
    }

    /**
     * Finds a script's sentences in a recording.
     *
     * @param frames the model's output for a recording of any length
     * @param script what may be said in it
     * @return the sentences found, in order, no two overlapping
     */
    public List<Found> find(ClipFrames frames, Script script) {
        if (script.sentences().isEmpty() || frames.count() == 0) {
            return List.of();
        }
        List<HeardWord> heard = heard(frames, script);
        Anchors anchors = Anchors.of(script, heard);
        List<Place> found = IntStream.range(0, script.sentences().size())
                .parallel()
                .mapToObj(sentence -> look(frames, script, sentence, anchors))
                .flatMap(Optional::stream)
                .toList();
        return withMargins(frames, withoutOverlap(found));
    }

    /** A sentence in the frames from the first of its first letter to the one after the last of its last. */
    record Place(int sentence, int from, int to, double confidence) {}

    /** Recognises each piece with a language model of the script. */
    private List<HeardWord> heard(ClipFrames frames, Script script) {
        TrainingTexts texts = new TrainingTexts(TokenKind.WORDS);
        texts.add("the script", script.sentences().stream().map(Script.Sentence::spoken));
        LanguageDecoding language = new LanguageDecoding(
                new LanguageModelBuilder(LanguageModelBuilder.Settings.DEFAULT, Progress.SILENT)
                        .pooled(texts)
                        .model(),
                DecodingSettings.DEFAULT);
        SpeechDecoder decoder = SpeechDecoder.beam(format, language, HotWords.none(), 1);
        return frames.pieces().parallelStream()
                .map(piece -> {
                    float[][] rows = frames.rows(piece.from(), piece.to()).toArray(float[][]::new);
                    return decoder.decode(rows).words().stream()
                            .map(word -> heardWord(word, piece.from()))
                            .toList();
                })
                .flatMap(List::stream)
                .toList();
    }

    private HeardWord heardWord(Word word, int pieceStart) {
        double frameSeconds = format.frontEnd().frameSeconds();
        return new HeardWord(
                word.text(),
                pieceStart + (int) Math.round(word.startSeconds() / frameSeconds),
                pieceStart + (int) Math.round(word.endSeconds() / frameSeconds));
    }

    private Optional<Place> look(ClipFrames frames, Script script, int sentence, Anchors anchors) {
        String spoken = script.sentences().get(sentence).spoken();
        if (!format.alphabet().unknown(spoken).isEmpty()) {
            return Optional.empty();
        }
        int[] labels = format.alphabet().encode(spoken);
        double frameSeconds = format.frontEnd().frameSeconds();
        Anchors.Stretch stretch = anchors.around(
                sentence, frames.count(), (int) (SECONDS_A_WORD / frameSeconds), (int) (SECONDS_MORE / frameSeconds));
        int length = stretch.to() - stretch.from();
        boolean tooLong = !stretch.heard() && length * frameSeconds > LONGEST_SEARCH_SECONDS;
        if (tooLong || length < CtcLoss.minimumFrames(labels)) {
            return Optional.empty();
        }
        List<float[]> rows = frames.rows(stretch.from(), stretch.to());
        int[] positions = CtcAligner.find(
                        view(rows),
                        labels,
                        format.alphabet().blankIndex(),
                        format.alphabet().size())
                .positions();
        int first = IntStream.range(0, length)
                .filter(frame -> positions[frame] != CtcAlignment.BLANK)
                .findFirst()
                .orElseThrow();
        int last = IntStream.iterate(length - 1, frame -> frame - 1)
                .filter(frame -> positions[frame] != CtcAlignment.BLANK)
                .findFirst()
                .orElseThrow();
        double confidence = confidence(rows.subList(first, last + 1), labels, positions, first);
        return Optional.of(new Place(sentence, stretch.from() + first, stretch.from() + last + 1, confidence));
    }

    /** One more output, for what is outside the sentence: nearly as probable as the most probable one. */
    private FrameView view(List<float[]> rows) {
        Alphabet alphabet = format.alphabet();
        int outputs = alphabet.size() + 1;
        float[] values = new float[Math.multiplyExact(rows.size(), outputs)];
        for (int frame = 0; frame < rows.size(); frame++) {
            float[] row = rows.get(frame);
            int start = frame * outputs;
            for (int output = 0; output < row.length; output++) {
                values[start + output] = Math.max(LEAST_LOG_PROB, row[output]);
            }
            values[start + alphabet.size()] = greatest(row) - OUTSIDE;
        }
        return FrameView.of(values, FrameLayout.contiguous(rows.size(), outputs));
    }

    private static float greatest(float[] row) {
        float greatest = row[0];
        for (float value : row) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    /** The geometric mean, over the worst window, of how probable the sentence is against what is most probable. */
    private double confidence(List<float[]> rows, int[] labels, int[] positions, int first) {
        double[] before = new double[rows.size() + 1];
        for (int frame = 0; frame < rows.size(); frame++) {
            float[] row = rows.get(frame);
            int position = positions[first + frame];
            int output = position == CtcAlignment.BLANK ? format.alphabet().blankIndex() : labels[position];
            before[frame + 1] = before[frame] + Math.max(LEAST_LOG_PROB, row[output]) - greatest(row);
        }
        int window = Math.min(
                rows.size(), (int) Math.round(WINDOW_SECONDS / format.frontEnd().frameSeconds()));
        double worst = 0;
        for (int frame = 0; frame + window <= rows.size(); frame++) {
            worst = Math.min(worst, (before[frame + window] - before[frame]) / window);
        }
        return Math.exp(worst);
    }

    /** Drops a sentence that claims the sound of a more confident one, or of several. */
    static List<Place> withoutOverlap(List<Place> found) {
        List<Place> kept = new ArrayList<>();
        for (Place one : found) {
            int free = kept.size();
            while (free > 0 && kept.get(free - 1).to > one.from) {
                free--;
            }
            List<Place> rivals = kept.subList(free, kept.size());
            if (rivals.stream().allMatch(rival -> rival.confidence < one.confidence)) {
                rivals.clear();
                kept.add(one);
            }
        }
        return kept;
    }

    /** A letter is heard before and after the frames that say it; so each sentence gets some of the pauses around it. */
    private List<Found> withMargins(ClipFrames frames, List<Place> found) {
        double frameSeconds = format.frontEnd().frameSeconds();
        int mostBefore = (int) Math.round(SECONDS_BEFORE / frameSeconds);
        int mostBehind = (int) Math.round(SECONDS_BEHIND / frameSeconds);
        List<Found> given = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Place place = found.get(i);
            int before = i == 0 ? 0 : (found.get(i - 1).to + place.from + 1) / 2;
            int behind = i + 1 == found.size() ? frames.count() : (place.to + found.get(i + 1).from) / 2;
            int from = place.from;
            while (from > Math.max(before, place.from - mostBefore)
                    && !frames.isStartOfPiece(from)
                    && isPause(frames, from - 1)) {
                from--;
            }
            int to = place.to;
            while (to < Math.min(behind, place.to + mostBehind) && !frames.isStartOfPiece(to) && isPause(frames, to)) {
                to++;
            }
            given.add(new Found(place.sentence, frames.startOf(from), frames.endOf(to - 1), place.confidence));
        }
        return given;
    }

    private boolean isPause(ClipFrames frames, int frame) {
        float[] row = frames.rows(frame, frame + 1).get(0);
        Alphabet alphabet = format.alphabet();
        float greatest = greatest(row);
        return row[alphabet.blankIndex()] == greatest
                || (alphabet.labels().contains(" ") && row[alphabet.encode(" ")[0]] == greatest);
    }
}
