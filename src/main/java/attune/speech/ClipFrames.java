package attune.speech;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The network's output for all pieces of a clip, joined without gaps. The time that gave no frames, a few milliseconds
 * at the end of a piece and whatever was left out as silent, is added back by {@link #startOf}.
 */
public final class ClipFrames {
    private final double frameSeconds;
    private final List<float[]> rows = new ArrayList<>();

    /** Start of each piece in the clip, by its first frame. */
    private final TreeMap<Integer, Double> starts = new TreeMap<>();

    private double seconds;
    private Optional<UserFault> fault = Optional.empty();

    ClipFrames(double frameSeconds) {
        this.frameSeconds = frameSeconds;
    }

    void add(double startSeconds, float[][] logProbs) {
        if (logProbs.length > 0) {
            starts.put(rows.size(), startSeconds);
            rows.addAll(List.of(logProbs));
        }
    }

    /**
     * How many frames there are.
     *
     * @return 0 for silence
     */
    public int count() {
        return rows.size();
    }

    /**
     * Some frames.
     *
     * @param from the first
     * @param to the one after the last
     * @return natural-log probabilities [frame × label], not copied
     */
    public List<float[]> rows(int from, int to) {
        return rows.subList(from, to);
    }

    /**
     * The pieces.
     *
     * @return in order
     */
    public List<Piece> pieces() {
        List<Integer> firsts = List.copyOf(starts.keySet());
        List<Piece> pieces = new ArrayList<>();
        for (int piece = 0; piece < firsts.size(); piece++) {
            int behind = piece + 1 < firsts.size() ? firsts.get(piece + 1) : rows.size();
            pieces.add(new Piece(firsts.get(piece), behind));
        }
        return pieces;
    }

    /**
     * A piece.
     *
     * @param from its first frame
     * @param to the frame after its last
     */
    public record Piece(int from, int to) {}

    /**
     * The length of the clip, silence included.
     *
     * @return seconds
     */
    public double seconds() {
        return seconds;
    }

    /**
     * Why the clip cannot be read.
     *
     * @return empty if it can; otherwise there are no frames
     */
    public Optional<UserFault> fault() {
        return fault;
    }

    /** Nothing comes after this. */
    void end(Heard heard) {
        seconds = heard.seconds();
        fault = heard.fault();
        if (fault.isPresent()) {
            rows.clear();
            starts.clear();
        }
    }

    /**
     * Whether a frame is the first of a piece; there may be a long pause before it.
     *
     * @param frame its number
     * @return also true behind the last frame
     */
    public boolean isStartOfPiece(int frame) {
        return starts.containsKey(frame) || frame == rows.size();
    }

    /**
     * Where a frame begins.
     *
     * @param frame its number
     * @return seconds from the start of the clip
     */
    public double startOf(int frame) {
        Map.Entry<Integer, Double> piece = starts.floorEntry(frame);
        return piece.getValue() + (frame - piece.getKey()) * frameSeconds;
    }

    /**
     * Where a frame ends.
     *
     * @param frame its number
     * @return seconds from the start of the clip
     */
    public double endOf(int frame) {
        return startOf(frame) + frameSeconds;
    }
}
