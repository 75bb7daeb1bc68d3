package attune.server;

import attune.decoding.Word;
import attune.rounding.Rounded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;

/**
 * A stretch of speech between pauses, with all the fields that OpenAI's clients expect of one. What Whisper alone has
 * (tokens, temperature, the probability of no speech) is empty or 0.
 *
 * @param id from 0
 * @param seek where Whisper's window would begin, in hundredths of a second
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param text what was said
 * @param tokens none
 * @param temperature 0
 * @param avg_logprob mean of the logarithms of the words' confidences
 * @param compression_ratio of the text by zlib: high where the same was recognised again and again
 * @param no_speech_prob 0
 */
record Segment(
        int id,
        long seek,
        double start,
        double end,
        String text,
        List<Integer> tokens,
        double temperature,
        double avg_logprob,
        double compression_ratio,
        double no_speech_prob) {
    /** A silence that listeners hear as a stop. */
    private static final double PAUSE_SECONDS = 0.8;

    /** As Whisper's. */
    private static final double LONGEST_SECONDS = 30;

    static List<Segment> of(List<Word> words) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= words.size(); to++) {
            if (to == words.size() || ends(words, from, to)) {
                segments.add(of(segments.size(), words.subList(from, to)));
                from = to;
            }
        }
        return segments;
    }

    /** Whether a segment ends before a word. */
    private static boolean ends(List<Word> words, int from, int next) {
        return words.get(next).startSeconds() - words.get(next - 1).endSeconds() >= PAUSE_SECONDS
                || words.get(next).endSeconds() - words.get(from).startSeconds() > LONGEST_SECONDS;
    }

    private static Segment of(int id, List<Word> words) {
        String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
        double start = words.get(0).startSeconds();
        double logProb = words.stream()
                .mapToDouble(TranscriptionAnswer::logProbOf)
                .average()
                .orElseThrow();
        return new Segment(
                id,
                Math.round(start * 100),
                Rounded.thousandths(start),
                Rounded.thousandths(words.get(words.size() - 1).endSeconds()),
                text,
                List.of(),
                0,
                Rounded.tenThousandths(logProb),
                Rounded.thousandths(compression(text)),
                0);
    }

    private static double compression(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            int compressed = deflater.deflate(new byte[bytes.length + 64]);
            return (double) bytes.length / compressed;
        } finally {
            deflater.end();
        }
    }
}
