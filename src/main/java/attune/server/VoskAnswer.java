package attune.server;

import attune.decoding.Hypothesis;
import attune.decoding.Word;
import attune.rounding.Rounded;
import attune.speech.live.SpeechStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers in the words of vosk-server, layout included. */
final class VoskAnswer {
    private static final String TEXT = "text";
    private static final String RESULT = "result";

    private VoskAnswer() {}

    static String partial(VoskConfig config, SpeechStream.Partial partial) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("partial", partial.text());
        if (config.stable()) {
            answer.put("stable", partial.stable());
        }
        return Json.indented(answer);
    }

    /**
     * What was said in finished segments, as one result, since a client waits for one answer to each message.
     *
     * @param offsetSeconds of the stream from the start of the session
     */
    static String result(VoskConfig config, List<SpeechStream.Segment> segments, double offsetSeconds) {
        Map<String, Object> best = new LinkedHashMap<>();
        List<TimedWord> words = segments.stream()
                .flatMap(segment -> segment.transcript().words().stream()
                        .map(word -> word(word, offsetSeconds + segment.startSeconds())))
                .toList();
        if (config.words() && !words.isEmpty()) {
            best.put(RESULT, words);
        }
        best.put(TEXT, text(segments));
        return Json.indented(
                config.alternatives() == 0
                        ? best
                        : Map.of("alternatives", alternatives(config.alternatives(), segments, best)));
    }

    private static String text(List<SpeechStream.Segment> segments) {
        return segments.stream()
                .map(segment -> segment.transcript().text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** A word with its times in seconds from the start of the session. */
    private record TimedWord(double conf, double end, double start, String word) {}

    private static TimedWord word(Word word, double laterSeconds) {
        return new TimedWord(
                Rounded.tenThousandths(word.confidence()),
                Rounded.thousandths(word.endSeconds() + laterSeconds),
                Rounded.thousandths(word.startSeconds() + laterSeconds),
                word.text());
    }

    /** The best first, with its words; of the others only the text is known. Confidences are scores, as vosk's are. */
    private static List<Map<String, Object>> alternatives(
            int most, List<SpeechStream.Segment> segments, Map<String, Object> best) {
        int count = segments.stream()
                .mapToInt(segment -> segment.hypotheses().size())
                .max()
                .orElse(1);
        List<Map<String, Object>> alternatives = new ArrayList<>();
        for (int i = 0; i < Math.min(most, Math.max(1, count)); i++) {
            List<Hypothesis> texts = ranked(segments, i);
            Map<String, Object> alternative = new LinkedHashMap<>();
            alternative.put(
                    "confidence",
                    Rounded.tenThousandths(
                            texts.stream().mapToDouble(Hypothesis::score).sum()));
            if (i == 0) {
                alternative.putAll(best);
            } else {
                alternative.put(
                        TEXT,
                        texts.stream()
                                .map(Hypothesis::text)
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(" ")));
            }
            alternatives.add(alternative);
        }
        return alternatives;
    }

    /** The text of a rank in each segment, or the segment's last. */
    private static List<Hypothesis> ranked(List<SpeechStream.Segment> segments, int rank) {
        return IntStream.range(0, segments.size())
                .mapToObj(i -> segments.get(i).hypotheses())
                .filter(texts -> !texts.isEmpty())
                .map(texts -> texts.get(Math.min(rank, texts.size() - 1)))
                .toList();
    }
}
