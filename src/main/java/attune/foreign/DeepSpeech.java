package attune.foreign;

import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A speech model of Mozilla DeepSpeech 0.5 to 0.9 or Coqui STT: three dense layers, an LSTM, a dense layer and an
 * output, of any width.
 *
 * @param network features in, log-probabilities out
 * @param frontEnd its front end
 * @param alphabet its alphabet, the blank last
 * @param format kind of file it came from, in words
 * @param loss what the file has lost of the network as trained, in words
 * @param assumed DeepSpeech flags not stated anywhere, with their default values, as {@code name=value}
 */
public record DeepSpeech(
        ComputationGraph network,
        DeepSpeechFrontEnd frontEnd,
        Alphabet alphabet,
        String format,
        Optional<String> loss,
        List<String> assumed) {
    /**
     * Reads a model.
     *
     * @param path a checkpoint (its folder, its {@code .index} or the name without), a {@code .pbmm}, a {@code .pb}
     *     or a {@code .tflite}
     * @param alphabetFile the model's alphabet, if not in the file or in {@code alphabet.txt} beside it
     * @param clipEnd treatment of the sound after a clip's last whole window
     * @param flags DeepSpeech's {@code audio_sample_rate}, {@code feature_win_len}, {@code feature_win_step} and {@code
     *     relu_clip}, if neither the model nor a {@code flags.txt} beside it gives them
     * @return the model
     * @throws UserFault if it is not such a model, or is damaged
     * @throws IOException if it cannot be read
     */
    public static DeepSpeech read(Path path, Optional<Path> alphabetFile, ClipEnd clipEnd, Map<String, String> flags)
            throws IOException {
        ForeignModel model = ModelFormats.read(path);
        DeepSpeechWeights weights = DeepSpeechWeights.of(model);
        Alphabet alphabet = DeepSpeechAlphabet.of(model, alphabetFile, weights.outputs());
        DeepSpeechSettings settings = new DeepSpeechSettings(model, weights, flags);
        DeepSpeechFrontEnd frontEnd = settings.frontEnd(clipEnd);
        ComputationGraph network = DeepSpeechNetwork.of(weights, settings.ceiling(), alphabet);
        return new DeepSpeech(network, frontEnd, alphabet, model.format(), model.loss(), settings.assumed());
    }
}
