/**
 * Comparisons of several adaptations, for speech and pictures.
 *
 * <p><b>In:</b> one request, the {@link attune.sweeps.Try}s that differ from it, and seeds. <b>Out:</b> an ordinary run
 * directory per try and seed, and a ranking with intervals and corrected significance.
 *
 * <p>Read first: {@link attune.sweeps.Sweep}. {@link attune.sweeps.LearningCurve} and {@link
 * attune.sweeps.CrossValidation} are sweeps over parts of the data.
 *
 * <p>Traps. Ties are broken by parameters and steps, never by seconds. Speech is decoded greedily: a language model
 * tuned on dev would hide differences between the networks. Every try operates once before anything is written, so that
 * none turns out impossible hours later.
 */
@NullMarked
package attune.sweeps;

import org.jspecify.annotations.NullMarked;
