/**
 * What is said in a recording, as people write it down beside the recording: in, a file; out, its text in the order of
 * time. {@link attune.annotations.RecordingText} is the front door and recognises the formats by their content; one small
 * class reads each: SubRip and WebVTT, Praat's TextGrid, ELAN's EAF, Audacity's labels, NIST's CTM, plain text.
 *
 * <p>Times serve to order what is said and to divide words into lines where there are pauses; then they are dropped,
 * since people's times are rough, and alignment finds better ones.
 *
 * <p>Traps: a file is data from strangers. XML with a document type is refused, so it can neither name other files nor
 * grow when read; no size that a file claims is believed; a file larger than {@value attune.annotations.Source#MOST_BYTES}
 * bytes is refused.
 */
@NullMarked
package attune.annotations;

import org.jspecify.annotations.NullMarked;
