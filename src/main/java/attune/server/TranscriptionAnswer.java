package attune.server;

import attune.decoding.Word;
import attune.rounding.Rounded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A transcription as OpenAI's API gives it, with the confidence of each word as an addition.
 *
 * @param recognised what was said
 * @param wish what the client asked for
 * @param language the model's; the root locale if it is not known
 */
record TranscriptionAnswer(Recognised recognised, TranscriptionWish wish, Locale language) {
    /** Stands for a confidence of 0, since JSON has no infinity. */
    private static final double LEAST_LOG_PROB = -20;

    private static final String PLAIN = "text/plain; charset=utf-8";

    String contentType() {
        return wish.format().text().isPresent() ? PLAIN : "application/json";
    }

    String body(String file) {
        return wish.format()
                .text()
                .map(form -> form.write(recognised.named(file)))
                .orElseGet(() -> Json.of(wish.format() == AnswerFormat.VERBOSE_JSON ? verbose() : brief()));
    }

    private Map<String, Object> brief() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", recognised.transcript().text());
        if (wish.logProbs()) {
            body.put("logprobs", logProbs(words()));
        }
        body.put("usage", usage());
        return body;
    }

    /** The last event but one of a stream. */
    Map<String, Object> done() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", "transcript.text.done");
        event.putAll(brief());
        return event;
    }

    private Map<String, Object> verbose() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("task", "transcribe");
        body.put("language", languageName());
        body.put("duration", Rounded.thousandths(recognised.seconds()));
        body.put("text", recognised.transcript().text());
        if (wish.granularities().contains("word")) {
            body.put("words", words().stream().map(TranscriptionAnswer::timed).toList());
        }
        if (wish.granularities().contains("segment")) {
            body.put("segments", Segment.of(words()));
        }
        body.put("usage", usage());
        return body;
    }

    private List<Word> words() {
        return recognised.transcript().words();
    }

    private String languageName() {
        return language.equals(Locale.ROOT)
                ? "unknown"
                : language.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }

    /** A word with its times in seconds. */
    private record TimedWord(String word, double start, double end, double confidence) {}

    private static TimedWord timed(Word word) {
        return new TimedWord(
                word.text(),
                Rounded.thousandths(word.startSeconds()),
                Rounded.thousandths(word.endSeconds()),
                Rounded.tenThousandths(word.confidence()));
    }

    /** Words are our tokens; all but the first begin with their space, so that they join to the text. */
    static List<Token> logProbs(List<Word> words) {
        List<Token> tokens = new ArrayList<>();
        for (Word word : words) {
            tokens.add(logProb(tokens.isEmpty() ? word.text() : " " + word.text(), word));
        }
        return tokens;
    }

    /** A token of the answer's log-probabilities. */
    record Token(String token, List<Integer> bytes, double logprob) {}

    private static Token logProb(String token, Word word) {
        List<Integer> bytes = new ArrayList<>();
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(b));
        }
        return new Token(token, bytes, Rounded.tenThousandths(logProbOf(word)));
    }

    static double logProbOf(Word word) {
        return Math.max(LEAST_LOG_PROB, Math.log(word.confidence()));
    }

    /** What OpenAI bills by. */
    private record Usage(String type, long seconds) {}

    private Usage usage() {
        return new Usage("duration", (long) Math.ceil(recognised.seconds()));
    }
}
