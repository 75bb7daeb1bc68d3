/**
 * From a long recording and a text that more or less says what is spoken in it to the places where its sentences are
 * said.
 *
 * <p>In: a recording of any length, a {@link attune.speech.segmentation.Script}, a speech model. Out: the sentences that
 * were found, with times and confidences.
 *
 * <p>Read {@link attune.speech.segmentation.ScriptFinder} first.
 *
 * <p>Traps: what the text leaves out of the recording, and what nobody said of the text, is not known beforehand; a
 * sentence is found where the network's output fits it, or not at all.
 */
@NullMarked
package attune.speech.segmentation;

import org.jspecify.annotations.NullMarked;
