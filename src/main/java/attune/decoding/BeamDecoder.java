package attune.decoding;

import attune.text.Alphabet;

/**
 * CTC prefix beam search with a language model and hot words: the text with the best sum of acoustic log-probability and
 * language score, see {@link FusedModel}. A text's acoustic probability is that of all paths that spell it; as in
 * {@link GreedyDecoder}, spaces at the ends and doubled spaces leave no trace. Immutable and thread-safe; building one
 * walks the whole vocabulary, so keep it.
 */
public final class BeamDecoder implements Decoder {
    private final BeamSettings settings;
    private final LanguageScorer language;
    private final Spelling spelling;

    /**
     * A decoder for a network's output.
     *
     * @param alphabet the outputs
     * @param frameSeconds how long one frame of the output lasts, positive
     * @param settings how widely to search
     * @param model the language model and its weight
     * @param hotWords words to listen for, written with the alphabet
     * @throws attune.fault.UserFault if the language model has no word that the alphabet can write
     */
    public BeamDecoder(
            Alphabet alphabet, double frameSeconds, BeamSettings settings, FusedModel model, HotWords hotWords) {
        this(
                settings,
                new LanguageScorer(
                        Fusion.of(model, hotWords, alphabet),
                        new HotAutomaton(hotWords, alphabet),
                        Spelling.spaceOf(alphabet)),
                new Spelling(alphabet, frameSeconds));
    }

    private BeamDecoder(BeamSettings settings, LanguageScorer language, Spelling spelling) {
        this.settings = settings;
        this.language = language;
        this.spelling = spelling;
    }

    /**
     * The same decoder with other settings, without another walk through the vocabulary.
     *
     * @param newSettings how widely to search
     * @param newModel the same language model with any weight
     * @return a decoder that shares what this one made of the vocabulary and the hot words
     * @throws IllegalArgumentException if the language model is not the same
     */
    public BeamDecoder with(BeamSettings newSettings, FusedModel newModel) {
        return new BeamDecoder(newSettings, language.with(newModel), spelling);
    }

    /**
     * How widely it searches.
     *
     * @return as given
     */
    public BeamSettings settings() {
        return settings;
    }

    @Override
    public Transcript decode(float[][] logProbs) {
        return search(logProbs).transcript();
    }

    /**
     * Decodes a clip and gives other texts too.
     *
     * @param logProbs as {@link #decode} takes
     * @return the best text and those after it
     */
    public BeamResult search(float[][] logProbs) {
        BeamSearch search = start();
        search.accept(logProbs);
        return search.finish();
    }

    /**
     * How many texts {@link #search} gives, at most.
     *
     * @return as the settings say
     */
    public int hypotheses() {
        return settings.hypotheses();
    }

    /**
     * Begins a clip whose frames are still to come.
     *
     * @return a search of its own
     */
    public BeamSearch start() {
        return new BeamSearch(settings, language, spelling);
    }
}
