package attune.server;

import attune.decoding.HotWords;
import attune.speech.DecodingSettings;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The decoders of a model. Those with hot words are kept for a while, since each walks the whole vocabulary. */
final class Decoders {
    private static final int KEPT = 16;

    private final SpeechModel model;
    private final Map<Wish, SpeechDecoder> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Wish, SpeechDecoder> eldest) {
            return size() > KEPT;
        }
    };

    Decoders(SpeechModel model) {
        this.model = model;
    }

    private record Wish(HotPhrases phrases, int hypotheses) {}

    SpeechDecoder usual() {
        return model.decoder();
    }

    /** A decoder that listens for phrases and gives a number of texts. */
    SpeechDecoder of(HotPhrases phrases, int hypotheses) {
        if (phrases.isEmpty() && hypotheses == 1) {
            return usual();
        }
        Wish wish = new Wish(phrases, hypotheses);
        synchronized (kept) {
            SpeechDecoder decoder = kept.get(wish);
            if (decoder != null) {
                return decoder;
            }
        }
        SpeechDecoder made = make(phrases.words(model.format()), hypotheses);
        synchronized (kept) {
            kept.put(wish, made);
        }
        return made;
    }

    private SpeechDecoder make(HotWords words, int hypotheses) {
        if (words.words().isEmpty() && hypotheses == 1) {
            return usual();
        }
        Optional<LanguageDecoding> language = model.language();
        return language.isPresent()
                ? SpeechDecoder.beam(model.format(), language.get(), words, hypotheses)
                : SpeechDecoder.beam(model.format(), DecodingSettings.DEFAULT.width(), words, hypotheses);
    }
}
