/**
 * Builds the language model of an adapted model ({@code LanguageTexts}: texts, transcripts and the source's own, mixed by
 * weights that suit dev), and finds how a speech model decodes best with a language model: in go dev clips that the network has heard once ({@code
 * HeardClip}, natural-log probabilities [frame × label]) and the language model, out comes a {@code LanguageDecoding}
 * with tuned settings and calibrated confidences.
 *
 * <p>Read {@code LanguageTuner} first: it tries settings, fits a {@code ScoreSurface} to the scores, and goes where
 * that is lowest. {@code WordConfidences} then makes confidences mean what they say.
 *
 * <p>The best settings are those of the lowest surface, not of the lowest score: on a few dozen clips one trial is
 * often lucky. A calibration's error is measured on clips that it was not fitted to.
 */
@NullMarked
package attune.speech.language;

import org.jspecify.annotations.NullMarked;
