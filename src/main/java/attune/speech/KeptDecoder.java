package attune.speech;

import org.jspecify.annotations.Nullable;

/** Makes a model's default decoder on first use, once for all threads, because that walks a whole vocabulary. */
final class KeptDecoder {
    private @Nullable SpeechDecoder made;

    synchronized SpeechDecoder of(SpeechModel model) {
        if (made == null) {
            made = SpeechDecoder.usual(model);
        }
        return made;
    }
}
