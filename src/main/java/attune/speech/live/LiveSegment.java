package attune.speech.live;

import attune.audio.Waveform;
import attune.features.FeatureExtractor;
import attune.features.FeatureMatrix;
import attune.speech.QuietPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The open segment of a stream: no more than {@value attune.speech.Pieces#LONGEST_SECONDS} seconds of sound and the
 * network's output for it so far. Where it ends depends on its sound alone, not on how that arrived.
 */
final class LiveSegment {
    private final LiveEar ear;
    private final float[] samples;
    private int filled;
    private final FeatureExtractor extractor;
    private final List<float[]> waiting = new ArrayList<>();
    private final LiveNetwork network;
    private final List<float[]> rows = new ArrayList<>();
    /** The pass so far, by the frames it has been given; kept if the last rows depend on where the segment ends. */
    private final NavigableMap<Integer, LiveNetwork> ways = new TreeMap<>();

    private int quietFrames;

    LiveSegment(LiveEar ear) {
        this.ear = ear;
        this.samples = new float[ear.longestSamples()];
        this.extractor = ear.frontEnd().extractor(frame -> waiting.add(frame.clone()));
        this.network = new LiveNetwork(ear.passes());
        keepWay();
    }

    private void keepWay() {
        if (dependsOnItsEnd()) {
            ways.put(rows.size() + network.framesInWait(), network.copy());
        }
    }

    /** Takes as many of the samples from an index on as it has room for, and returns how many. */
    int take(float[] more, int from) {
        int count = Math.min(more.length - from, samples.length - filled);
        float[] taken = Arrays.copyOfRange(more, from, from + count);
        System.arraycopy(taken, 0, samples, filled, count);
        filled += count;
        extractor.accept(taken, count);
        while (waiting.size() >= ear.chunkFrames() && !isLongQuiet()) {
            hear(ear.chunkFrames());
        }
        return count;
    }

    /** Runs the network over the frames that wait for others to fill a chunk. */
    void hearRest() {
        if (!waiting.isEmpty() && !isLongQuiet()) {
            hear(Math.min(waiting.size(), ear.chunkFrames()));
        }
    }

    /** Runs the network over the oldest waiting frames; what comes after a long pause belongs to the next segment. */
    private void hear(int frames) {
        List<float[]> chunk = waiting.subList(0, frames);
        int size = ear.frontEnd().coefficients();
        float[] values = new float[frames * size];
        for (int frame = 0; frame < frames; frame++) {
            System.arraycopy(chunk.get(frame), 0, values, frame * size, size);
        }
        chunk.clear();
        for (float[] row : network.run(new FeatureMatrix(values, frames, size))) {
            rows.add(row);
            quietFrames = ear.isQuiet(row) ? quietFrames + 1 : 0;
            if (isLongQuiet()) {
                return;
            }
        }
        keepWay();
    }

    private boolean isLongQuiet() {
        return quietFrames >= ear.pauseFrames();
    }

    /**
     * The sample at which the segment ends and the next begins, if that is known yet: the quietest place in the second
     * half of a long pause, since labels come late, or without a pause in the second half of the segment.
     */
    OptionalInt end() {
        if (filled == samples.length) {
            hearRest();
        }
        if (isLongQuiet()) {
            int now = ear.samplesOf(rows.size());
            return OptionalInt.of(QuietPlace.find(
                    samples,
                    now - ear.samplesOf(ear.pauseFrames()) / 2,
                    now,
                    ear.frontEnd().sampleRateHz()));
        }
        return filled < samples.length
                ? OptionalInt.empty()
                : OptionalInt.of(QuietPlace.find(
                        samples, filled / 2, filled, ear.frontEnd().sampleRateHz()));
    }

    /** The first sample at which the segment may end, whatever comes; see {@link #end()}. */
    int earliestEnd() {
        int inPause =
                ear.samplesOf(rows.size() - quietFrames + ear.pauseFrames()) - ear.samplesOf(ear.pauseFrames()) / 2;
        return Math.min(inPause, samples.length / 2);
    }

    /** How many of the rows so far {@link #rowsOf} takes over as they are, wherever the segment ends; never shrinks. */
    int sureRows() {
        int frames = ear.frontEnd().frames(earliestEnd());
        if (!dependsOnItsEnd()) {
            return Math.min(frames, rows.size());
        }
        Map.Entry<Integer, LiveNetwork> way = wayTo(frames);
        return way.getKey() - way.getValue().framesInWait();
    }

    /** The pass over as many frames as do not hear that a clip ends behind {@code frames}. */
    private Map.Entry<Integer, LiveNetwork> wayTo(int frames) {
        int deaf = Math.max(0, frames - ear.frontEnd().framesThatHearTheEnd());
        return Objects.requireNonNull(ways.floorEntry(deaf), "there is one before any frame");
    }

    private boolean dependsOnItsEnd() {
        return ear.frontEnd().framesThatHearTheEnd() > 0 || network.looksAhead();
    }

    /** How many samples it holds. */
    int samples() {
        return filled;
    }

    /** The samples up to an index. */
    float[] samplesTo(int to) {
        return Arrays.copyOf(samples, to);
    }

    /** The samples from an index on. */
    float[] samplesFrom(int from) {
        return Arrays.copyOfRange(samples, from, filled);
    }

    /** The outputs so far, one row per frame; grows. */
    List<float[]> rows() {
        return rows;
    }

    /** The outputs for its first samples: those of a clip that ends there. */
    float[][] rowsOf(int firstSamples) {
        int frames = ear.frontEnd().frames(firstSamples);
        if (!dependsOnItsEnd()) {
            return rows.subList(0, frames).toArray(float[][]::new);
        }
        Map.Entry<Integer, LiveNetwork> way = wayTo(frames);
        LiveNetwork rest = way.getValue().copy();
        List<float[]> all = new ArrayList<>(rows.subList(0, way.getKey() - rest.framesInWait()));
        all.addAll(List.of(rest.finish(framesFrom(way.getKey(), firstSamples))));
        return all.toArray(float[][]::new);
    }

    /** The frames, from {@code first} on, of a clip of its first samples. */
    private FeatureMatrix framesFrom(int first, int firstSamples) {
        Waveform clip = new Waveform(
                Arrays.copyOf(samples, firstSamples), ear.frontEnd().sampleRateHz());
        FeatureMatrix whole = ear.frontEnd().extract(clip);
        int size = whole.coefficients();
        float[] values = Arrays.copyOfRange(whole.values(), first * size, whole.frames() * size);
        return new FeatureMatrix(values, whole.frames() - first, size);
    }
}
