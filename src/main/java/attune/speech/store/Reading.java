package attune.speech.store;

import attune.features.FrontEnd;
import attune.text.Alphabet;
import attune.text.TextNormalizer;

/**
 * How a model reads an utterance: what turns it into an {@link Example}.
 *
 * @param frontEnd from its sound to features
 * @param normalizer from its transcript to the text to learn
 * @param alphabet from that text to labels
 */
public record Reading(FrontEnd frontEnd, TextNormalizer normalizer, Alphabet alphabet) {}
