package attune.features;

import attune.audio.Waveform;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings that turn sound into a model's input, recorded in its bundle. A front end is a value; it may be used by
 * any number of threads, each extraction working on buffers of its own. Jackson writes it as an object whose
 * {@code kind} names the record.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LogMelFrontEnd.class, name = "log-mel"),
    @JsonSubTypes.Type(value = DeepSpeechFrontEnd.class, name = "deepspeech-mfcc")
})
public sealed interface FrontEnd permits LogMelFrontEnd, DeepSpeechFrontEnd {

    /**
     * The only rate it accepts.
     *
     * @return samples per second
     */
    int sampleRateHz();

    /**
     * Width of a frame.
     *
     * @return columns of the feature matrix
     */
    int coefficients();

    /**
     * How many windows are side by side in a frame, the oldest first, none of them in two frames; each takes
     * {@code coefficients() / stackedFrames()} columns.
     *
     * @return at least one
     */
    int stackedFrames();

    /**
     * From the start of one frame to the start of the next; frame {@code i} starts {@code i * frameSeconds()} into the
     * clip.
     *
     * @return seconds
     */
    double frameSeconds();

    /**
     * How many frames a clip gives.
     *
     * @param samples length of the clip, not negative
     * @return rows of the feature matrix, 0 if it is too short for one
     */
    int frames(long samples);

    /**
     * Why the features of live sound cannot be computed as it comes in.
     *
     * @return empty if they can
     */
    Optional<String> obstacleToStreaming();

    /**
     * How many of a clip's last frames would differ if its sound went on.
     *
     * @return 0 where a frame depends on nothing after its own windows
     */
    int framesThatHearTheEnd();

    /**
     * Features pushed out frame by frame as sound is pushed in.
     *
     * @param sink gets each frame, in order, in an array that is overwritten afterwards
     * @return an extractor for one clip
     */
    FeatureExtractor extractor(Consumer<float[]> sink);

    /**
     * Features of a whole clip.
     *
     * @param waveform sound at {@link #sampleRateHz()}
     * @return {@code frames(samples)} rows
     * @throws IllegalArgumentException if the rate differs
     */
    FeatureMatrix extract(Waveform waveform);
}
