package attune.foreign;

import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A speech model of Mozilla DeepSpeech 0.5 to 0.9 or Coqui STT: three dense layers, an LSTM, a dense layer and an output,
 * whatever their widths.
 *
 * @param network features in, log-probabilities out
 * @param frontEnd how it hears
 * @param alphabet how it writes, the blank last
 * @param format what kind of file it came from, in words
 * @param loss what of the network as it was trained is not in that file any more, in words
 */
public record DeepSpeech(
        ComputationGraph network,
        DeepSpeechFrontEnd frontEnd,
        Alphabet alphabet,
        String format,
        Optional<String> loss) {
    private static final String SAMPLE_RATE = "metadata_sample_rate";
    private static final String WINDOW = "metadata_feature_win_len";
    private static final String HOP = "metadata_feature_win_step";

    /** What training programs call the numbers that exported files have. */
    static final Map<String, String> METADATA_OF_FLAG =
            Map.of("--audio_sample_rate", SAMPLE_RATE, "--feature_win_len", WINDOW, "--feature_win_step", HOP);

    /**
     * Reads a model.
     *
     * @param path a checkpoint (its folder, its {@code .index} or the name without), a {@code .pbmm}, a {@code .pb}
     *     or a {@code .tflite}
     * @param alphabetFile the model's alphabet, where it is not in the file or {@code alphabet.txt} beside it
     * @param clipEnd what becomes of the sound behind a clip's last whole window
     * @return the model
     * @throws UserFault if it is not such a model, or a damaged one
     * @throws IOException if it cannot be read
     */
    public static DeepSpeech read(Path path, Optional<Path> alphabetFile, ClipEnd clipEnd) throws IOException {
        ForeignModel model = ModelFormats.read(path);
        DeepSpeechWeights weights = DeepSpeechWeights.of(model);
        Alphabet alphabet = DeepSpeechAlphabet.of(model, alphabetFile, weights.outputs());
        DeepSpeechFrontEnd frontEnd = frontEnd(model, clipEnd);
        return new DeepSpeech(
                DeepSpeechNetwork.of(weights, alphabet), frontEnd, alphabet, model.format(), model.loss());
    }

    /** Windows are whole milliseconds in DeepSpeech. */
    private static DeepSpeechFrontEnd frontEnd(ForeignModel model, ClipEnd clipEnd) {
        long rateHz = model.integers().getOrDefault(SAMPLE_RATE, 16_000L);
        long windowMs = model.integers().getOrDefault(WINDOW, 32L);
        long hopMs = model.integers().getOrDefault(HOP, 20L);
        if (rateHz <= 0 || rateHz > 192_000 || windowMs <= 0 || windowMs > 1000 || hopMs <= 0 || hopMs > windowMs) {
            throw impossible(model, rateHz, windowMs, hopMs);
        }
        try {
            return new DeepSpeechFrontEnd(
                    (int) rateHz, (int) (rateHz * windowMs / 1000), (int) (rateHz * hopMs / 1000), clipEnd);
        } catch (IllegalArgumentException e) {
            throw impossible(model, rateHz, windowMs, hopMs);
        }
    }

    private static UserFault impossible(ForeignModel model, long rateHz, long windowMs, long hopMs) {
        return new UserFault(
                model.file().toString(),
                "claims to hear windows of " + windowMs + " ms every " + hopMs + " ms at " + rateHz + " Hz",
                "get the file again");
    }
}
