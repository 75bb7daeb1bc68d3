/**
 * How wrong a recogniser is, how sure we are of that number, and whether one recogniser beats another.
 *
 * <p><b>In:</b> for each clip its id, the reference transcript and the hypothesis, as plain text. <b>Out:</b> counts of
 * substituted, deleted and inserted words and characters ({@link attune.evaluation.ErrorCounts}), error rates as
 * fractions (0.2, not 20), and intervals and p-values from resampling clips.
 *
 * <p><b>Read first:</b> {@link attune.evaluation.ErrorCounts} defines the rates; {@link attune.evaluation.EditDistance}
 * says which of several equally short alignments is counted; {@link attune.evaluation.Evaluation} is one recogniser's
 * results on one set of clips; {@link attune.evaluation.Comparison} sets two of them against each other;
 * {@link attune.evaluation.Ranking} sets several against the best, and corrects for asking several times.
 *
 * <p>{@link attune.evaluation.Reliability} says whether a word's confidence is how often such a word is right.
 *
 * <p>The same for a classifier: {@link attune.evaluation.Classification} takes the right class and the ranked guesses of
 * each item.
 *
 * <p><b>Traps.</b>
 *
 * <ul>
 *   <li>Texts are compared as they come. Lower-casing, punctuation and Unicode normal forms are the text
 *       normaliser's business, and must be the same for reference and hypothesis: they move the rate more than
 *       many an adaptation does.
 *   <li>The rate of a corpus is the sum of errors over the sum of reference lengths, not the mean of the clips'
 *       rates: short clips would otherwise weigh as much as long ones.
 *   <li>A rate may pass 1, and is infinite where the reference is empty and the hypothesis is not.
 *   <li>The statistics take clips as independent. Several clips cut from one recording, or read by one speaker, are
 *       not quite: their true intervals are wider than ours.
 * </ul>
 */
@NullMarked
package attune.evaluation;

import org.jspecify.annotations.NullMarked;
