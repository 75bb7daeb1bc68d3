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
 * The texts a clip may be, out of those its pieces may be: the best sums of one hypothesis of each piece, each text once
 * with its best sum.
 *
 * <p>Piece by piece, since a text among the best of the whole ends in a hypothesis of the last piece and begins with one
 * of the best beginnings: whatever better beginning there is would give another and better text with the same end.
 */
final class ClipHypotheses {
    private final int most;
    private List<Joined> best = List.of(Joined.NOTHING);

    /** None of the clip's pieces yet; of the texts so many are kept. */
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

    /** A beginning with a hypothesis behind it, by their places in their lists. */
    private record Pair(int beginning, int end, Joined joined) {
        double score() {
            return joined.acoustic + joined.language;
        }
    }

    /**
     * Hypotheses one behind the other. Texts are written out at the end only: an hour's would be copied for each of its
     * pieces. Until then they are told apart by 64 bits of their words.
     */
    private record Joined(@Nullable Joined before, String text, double acoustic, double language, long fingerprint) {
        static final Joined NOTHING = new Joined(null, "", 0, 0, 0);

        /** Any odd number with its bits well spread: this is the golden ratio's. */
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
