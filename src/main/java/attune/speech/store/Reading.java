package attune.speech.store;

import attune.features.FrontEnd;
import attune.text.Alphabet;
import attune.text.TextNormalizer;

/**
 * How a model takes an utterance in: what makes an {@link Example} of it.
 *
 * @param frontEnd from its sound to features
 * @param normalizer from its transcript to the text that is learned
 * @param alphabet from that text to labels
 */
public record Reading(FrontEnd frontEnd, TextNormalizer normalizer, Alphabet alphabet) {}
