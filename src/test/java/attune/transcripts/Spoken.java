package attune.transcripts;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.decoding.TimedCharacter;
import attune.decoding.Transcript;
import attune.decoding.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Transcripts of clips that nobody said. */
final class Spoken {
    private Spoken() {}

    /** A word whose characters share its time evenly. */
    static Word word(String text, double start, double end) {
        List<TimedCharacter> characters = new ArrayList<>();
        double each = (end - start) / text.length();
        for (int i = 0; i < text.length(); i++) {
            characters.add(new TimedCharacter(
                    text.substring(i, i + 1),
                    start + i * each,
                    i == text.length() - 1 ? end : start + (i + 1) * each,
                    0.9));
        }
        return new Word(text, start, end, 0.75, characters);
    }

    /** A clip {@code calls/a.wav} with an offset and a length. */
    static ClipTranscript clip(double offset, double seconds, Word... words) {
        Clip clip = new Clip(Path.of("calls", "a.wav"), offset, OptionalDouble.of(seconds));
        Utterance utterance = new Utterance("calls/a.wav", clip, Optional.empty(), "test.jsonl:1", Map.of());
        return ClipTranscript.of(
                ClipNames.of(List.of(clip)).get(0), utterance, seconds, new Transcript(List.of(words), 0.8, -3));
    }

    /** Press one, for sales; a pause; or two. */
    static ClipTranscript menu() {
        return clip(
                0,
                4.5,
                word("press", 0.3, 0.7),
                word("one", 0.7, 1.0),
                word("for", 1.2, 1.4),
                word("sales", 1.4, 2.0),
                word("or", 3.4, 3.6),
                word("two", 3.6, 4.0));
    }

    /** Words of five letters, one every 0.4 seconds, with a longer gap before some. */
    static Word[] steady(int count, double gap, int... before) {
        List<Word> words = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < count; i++) {
            for (int longer : before) {
                at += longer == i ? gap : 0;
            }
            words.add(word("abcde", at, at + 0.38));
            at += 0.4;
        }
        return words.toArray(Word[]::new);
    }
}
