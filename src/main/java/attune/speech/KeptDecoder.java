package attune.speech;

import org.jspecify.annotations.Nullable;

/** Makes a model's usual decoder when it is first asked for, once for all threads: that walks a whole vocabulary. */
final class KeptDecoder {
    private @Nullable SpeechDecoder made;

    synchronized SpeechDecoder of(SpeechModel model) {
        if (made == null) {
            made = SpeechDecoder.usual(model);
        }
        return made;
    }
}
