/**
 * Builds the language model of an adapted model ({@code LanguageMaker}: texts, transcripts and the source's own,
 * interpolated with weights tuned on dev), and finds how a speech model decodes best with it: from dev clips that the
 * network has been run on once ({@code HeardClip}, natural-log probabilities [frame × label]) and the language model,
 * it makes a {@code LanguageDecoding} with tuned settings and calibrated confidences.
 *
 * <p>Read {@code LanguageTuner} first: it tries settings, fits a {@code ScoreSurface} to the scores, and goes where
 * that is lowest. {@code WordConfidences} then calibrates confidences.
 *
 * <p>The best settings are those of the lowest surface, not of the lowest score: on a few dozen clips one trial is
 * often lucky. A calibration's error is measured on clips that it was not fitted to.
 */
@NullMarked
package attune.speech.language;

import org.jspecify.annotations.NullMarked;
