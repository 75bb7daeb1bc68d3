/** From an audio file of any common kind to a {@link attune.audio.Waveform}, and back to WAV. */
@NullMarked
package attune.audio;

import org.jspecify.annotations.NullMarked;
