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
 * The segment of a stream that is being heard: no more than {@value attune.speech.Pieces#LONGEST_SECONDS} seconds of
 * sound and what the network has made of them so far. Where it ends depends on its sound alone, not on how that came.
 */
final class LiveSegment {
    private final LiveEar ear;
    private final float[] samples;
    private int filled;
    private final FeatureExtractor extractor;
    private final List<float[]> waiting = new ArrayList<>();
    private final LiveNetwork network;
    private final List<float[]> rows = new ArrayList<>();
    /** By how many rows there were: the network's way so far, where the end may have to be heard otherwise. */
    private final NavigableMap<Integer, LiveNetwork> ways = new TreeMap<>();

    private int quietFrames;

    LiveSegment(LiveEar ear) {
        this.ear = ear;
        this.samples = new float[ear.longestSamples()];
        this.extractor = ear.frontEnd().extractor(frame -> waiting.add(frame.clone()));
        this.network = new LiveNetwork(ear.network());
        keepWay();
    }

    private void keepWay() {
        if (ear.frontEnd().framesThatHearTheEnd() > 0) {
            ways.put(rows.size(), network.copy());
        }
    }

    /** Takes what it has room for of the samples from an index on, and gives how many those are. */
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

    /** Hears the frames that wait for others to fill a chunk. */
    void hearRest() {
        if (!waiting.isEmpty() && !isLongQuiet()) {
            hear(Math.min(waiting.size(), ear.chunkFrames()));
        }
    }

    /** Runs the network over the oldest waiting frames; what comes after a long pause is the next segment's. */
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
     * The sample at which the segment ends and the next begins, if that is known yet: in a long pause where it is quietest
     * in the pause's second half, since labels come late; without a pause where it is quietest in the segment's second half.
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

    /** The outputs so far, one row a frame; grows. */
    List<float[]> rows() {
        return rows;
    }

    /** The outputs of the frames of its first samples: those of a clip that ends there. */
    float[][] rowsOf(int firstSamples) {
        int frames = ear.frontEnd().frames(firstSamples);
        int last = ear.frontEnd().framesThatHearTheEnd();
        if (last == 0) {
            return rows.subList(0, frames).toArray(float[][]::new);
        }
        Map.Entry<Integer, LiveNetwork> way =
                Objects.requireNonNull(ways.floorEntry(Math.max(0, frames - last)), "there is one before any frame");
        List<float[]> all = new ArrayList<>(rows.subList(0, way.getKey()));
        if (way.getKey() < frames) {
            all.addAll(List.of(way.getValue().copy().run(framesFrom(way.getKey(), firstSamples))));
        }
        return all.toArray(float[][]::new);
    }

    /** The frames of a clip of its first samples, but for so many at its beginning. */
    private FeatureMatrix framesFrom(int first, int firstSamples) {
        Waveform clip = new Waveform(
                Arrays.copyOf(samples, firstSamples), ear.frontEnd().sampleRateHz());
        FeatureMatrix whole = ear.frontEnd().extract(clip);
        int size = whole.coefficients();
        float[] values = Arrays.copyOfRange(whole.values(), first * size, whole.frames() * size);
        return new FeatureMatrix(values, whole.frames() - first, size);
    }
}
