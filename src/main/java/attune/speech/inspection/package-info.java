/**
 * What is wrong with the clips of a corpus, before anything is learnt from them.
 *
 * <p>In: utterances, a speech model. Out: for each clip its {@link attune.speech.inspection.Finding}s, and how well its
 * text fits its sound ({@link attune.speech.inspection.TextFit}).
 *
 * <p>Read {@link attune.speech.inspection.Inspection} first, then {@link attune.speech.inspection.Defect}, which says
 * what is looked for and where the limits come from.
 *
 * <p>Traps: most limits are relative to the other clips of the corpus, since a corpus of telephone calls is no worse for
 * being one. What all clips have in common is therefore not found.
 */
@NullMarked
package attune.speech.inspection;

import org.jspecify.annotations.NullMarked;
