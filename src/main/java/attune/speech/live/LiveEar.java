package attune.speech.live;

import attune.features.FrontEnd;
import attune.speech.Pieces;

/** What all segments of a stream have in common. */
final class LiveEar {
    private final FrontEnd frontEnd;
    private final LivePasses passes;
    private final int chunkFrames;
    private final int pauseFrames;
    private final int blank;
    private final int space;

    LiveEar(LiveModel model, StreamSettings settings) {
        passes = model.passes();
        frontEnd = model.model().format().frontEnd();
        chunkFrames = Math.max(1, (int) Math.round(settings.chunkSeconds() / frontEnd.frameSeconds()));
        // No segment has that many; beyond that, sums of frames could overflow.
        double longest = Pieces.LONGEST_SECONDS + 1;
        pauseFrames = (int) Math.ceil(Math.min(settings.pauseSeconds(), longest) / frontEnd.frameSeconds());
        var alphabet = model.model().format().alphabet();
        blank = alphabet.blankIndex();
        space = alphabet.labels().contains(" ") ? alphabet.encode(" ")[0] : blank;
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    LivePasses passes() {
        return passes;
    }

    /** Frames given to the network at a time. */
    int chunkFrames() {
        return chunkFrames;
    }

    /** Quiet frames after which a segment ends. */
    int pauseFrames() {
        return pauseFrames;
    }

    int longestSamples() {
        return (int) (Pieces.LONGEST_SECONDS * frontEnd.sampleRateHz());
    }

    /** Samples from the start of a frame to the start of the one {@code frames} later. */
    int samplesOf(int frames) {
        return (int) Math.round(frames * frontEnd.frameSeconds() * frontEnd.sampleRateHz());
    }

    /** Whether the most probable output of a frame is not a character of a word. */
    boolean isQuiet(float[] row) {
        int best = 0;
        for (int output = 1; output < row.length; output++) {
            best = row[output] > row[best] ? output : best;
        }
        return best == blank || best == space;
    }
}
