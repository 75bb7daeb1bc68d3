package attune.speech;

import attune.decoding.Hypothesis;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The n-best texts of a clip, from those of its pieces: the best sums of one hypothesis per piece, each text once with
 * its best sum.
 *
 * <p>This can be done piece by piece: one of the best texts of the whole must begin with one of the best beginnings,
 * since any better beginning would give a different, better text with the same end.
 */
final class ClipHypotheses {
    private final int most;
    private List<Joined> best = List.of(Joined.NOTHING);

    /** Starts without pieces, and keeps at most {@code most} texts. */
    ClipHypotheses(int most) {
        this.most = most;
    }

    /** Takes the hypotheses of the next piece, best first, at least one. */
    void add(List<Hypothesis> piece) {
        PriorityQueue<Pair> next = new PriorityQueue<>(Comparator.comparingDouble(Pair::score)
                .reversed()
                .thenComparingInt(Pair::beginning)
                .thenComparingInt(Pair::end));
        for (int i = 0; i < best.size(); i++) {
            next.add(new Pair(i, 0, best.get(i).to(piece.get(0))));
        }
        List<Joined> joined = new ArrayList<>();
        Set<Long> texts = new HashSet<>();
        while (joined.size() < most && !next.isEmpty()) {
            Pair pair = next.remove();
            if (texts.add(pair.joined.fingerprint)) {
                joined.add(pair.joined);
            }
            if (pair.end + 1 < piece.size()) {
                next.add(new Pair(
                        pair.beginning, pair.end + 1, best.get(pair.beginning).to(piece.get(pair.end + 1))));
            }
        }
        best = joined;
    }

    /** The best texts of the whole, best first. */
    List<Hypothesis> best() {
        return best.stream().map(Joined::hypothesis).toList();
    }

    /** A beginning and the hypothesis that follows it, by their indices. */
    private record Pair(int beginning, int end, Joined joined) {
        double score() {
            return joined.acoustic + joined.language;
        }
    }

    /**
     * A chain of hypotheses. Its text is built only at the end, or an hour's would be copied for each of its pieces;
     * until then a 64-bit hash of the words tells texts apart.
     */
    private record Joined(@Nullable Joined before, String text, double acoustic, double language, long fingerprint) {
        static final Joined NOTHING = new Joined(null, "", 0, 0, 0);

        /** Any odd number with well-spread bits; this is the golden ratio's. */
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        Joined to(Hypothesis next) {
            return new Joined(
                    this,
                    next.text(),
                    acoustic + next.acousticLogProb(),
                    language + next.languageScore(),
                    next.text().isEmpty() ? fingerprint : with(" " + next.text()));
        }

        private long with(String more) {
            long print = fingerprint;
            for (int i = 0; i < more.length(); i++) {
                print = (print + more.charAt(i) + 1) * SPREAD;
                print ^= print >>> 29;
            }
            return print;
        }

        Hypothesis hypothesis() {
            Deque<String> texts = new ArrayDeque<>();
            for (Joined part = this; part != null; part = part.before) {
                texts.addFirst(part.text);
            }
            String whole = texts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
            return new Hypothesis(whole, acoustic, language);
        }
    }
}
