package attune.corpus;

import attune.fault.UserFault;
import attune.files.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of a corpus that lasts a given number of minutes, for learning curves. Clips come in the order of the SHA-256
 * of their ids, which are their audio paths as the manifest writes them unless it gives ids of its own. So the order of
 * lines does not matter, nor where the corpus is stored, and every part is the beginning of every larger one.
 */
public final class FirstMinutes {
    private FirstMinutes() {}

    /**
     * Takes clips until they last long enough; the last of them may exceed the limit.
     *
     * @param utterances to choose from, no two ids alike, lengths known
     * @param minutes more than 0
     * @param where the clips come from, for messages
     * @return the first of them in the order of their digests
     * @throws UserFault if all of them together are shorter
     */
    public static List<Utterance> of(List<Utterance> utterances, double minutes, String where) {
        double wantedSeconds = 60 * minutes;
        List<Utterance> chosen = new ArrayList<>();
        double seconds = 0;
        for (Utterance utterance : inOrder(utterances)) {
            if (seconds >= wantedSeconds) {
                break;
            }
            chosen.add(utterance);
            seconds += utterance.clip().knownDurationSeconds();
        }
        if (seconds < wantedSeconds) {
            // Rounded down, so that the length reported can be asked for.
            double there = Math.floor(seconds / 60 * 1000) / 1000;
            throw new UserFault(
                    where,
                    String.format(
                            Locale.ROOT,
                            "has %.3f minutes of training speech, fewer than the %s asked for",
                            there,
                            minutes),
                    String.format(Locale.ROOT, "ask for at most %.3f minutes, or give more speech", there));
        }
        return List.copyOf(chosen);
    }

    private static List<Utterance> inOrder(List<Utterance> utterances) {
        Map<String, String> digests = new HashMap<>();
        utterances.forEach(utterance ->
                digests.put(utterance.id(), Digest.sha256(utterance.id().getBytes(StandardCharsets.UTF_8))));
        return utterances.stream()
                .sorted((one, other) -> digest(digests, one).compareTo(digest(digests, other)))
                .toList();
    }

    private static String digest(Map<String, String> digests, Utterance utterance) {
        return digests.getOrDefault(utterance.id(), "");
    }
}
