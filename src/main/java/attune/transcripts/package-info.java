/**
 * Transcripts in the forms that other programs read: a clip's {@link attune.decoding.Transcript} in, text out.
 * {@link attune.transcripts.TranscriptFormat} lists the forms, one small class writes each; {@code Cues} divides a
 * transcript into subtitles, {@link attune.transcripts.ClipNames} gives clips short names.
 * {@link attune.transcripts.HeardTexts} reads what another recogniser wrote, to be scored.
 *
 * <p>All times are seconds from the beginning of the audio file, whichever stretch of it a clip is: so a subtitle file
 * plays with its recording, and the segments of one recording share a clock.
 */
@NullMarked
package attune.transcripts;

import org.jspecify.annotations.NullMarked;
