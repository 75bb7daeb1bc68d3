package attune.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Clips with lengths and with texts, some of which recur, spelt differently, and some without text. */
final class RandomCorpus {
    private RandomCorpus() {}

    static List<Utterance> of(long seed) {
        Random random = new Random(seed);
        int clips = 20 + random.nextInt(200);
        int texts = 8 + random.nextInt(clips);
        return IntStream.range(0, clips)
                .mapToObj(i -> {
                    int text = random.nextInt(texts);
                    String spelling = random.nextBoolean() ? "say number " : "Say, number ";
                    return utterance(
                            "clips/" + i + ".wav",
                            0.5 + 9 * random.nextDouble(),
                            text == 0 ? Optional.empty() : Optional.of(spelling + text));
                })
                .toList();
    }

    static Utterance utterance(String id, double seconds, Optional<String> text) {
        Clip clip = new Clip(Path.of("/corpus", id), 0, OptionalDouble.of(seconds));
        return new Utterance(id, clip, text, "all.jsonl:" + id, Map.of());
    }
}
