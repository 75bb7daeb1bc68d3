/**
 * The first stage: from an audio file of any common kind to a {@link attune.audio.Waveform} (mono, full scale ±1, at
 * the model's rate), and back to 16-bit WAV.
 *
 * <p>Data flow: {@link attune.audio.AudioReader} looks at the first bytes, never at the file's name, and opens one
 * {@code PcmSource} (WAV, FLAC, MP3, Ogg Vorbis, or an {@code ffmpeg} on PATH for everything else), which yields the mean
 * of the channels at the file's own rate; {@code RateConverter} brings it to the wanted rate;
 * {@link attune.audio.AudioStream} hands it out in pieces of any size, and whole files and segments are read through the
 * same stream, so all three agree to the bit.
 *
 * <p>Formats other than WAV are decoded from a file's beginning. For many stretches of one file,
 * {@link attune.audio.AudioReader#inOnePass} keeps {@code OpenFiles} between them, so that each goes on where one before it
 * ended.
 *
 * <p>Read first: {@link attune.audio.AudioReader}, then {@code PcmSource}, then {@code RateConverter}.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Decoders throw {@code DamagedAudio}, which knows no file name; only {@link attune.audio.AudioReader} and
 *       {@link attune.audio.AudioStream} turn it into a {@link attune.fault.UserFault}.
 *   <li>A file that ends early is a fault, never a shorter waveform: a transcript must not silently lose its end.
 *   <li>Lossy decoders overshoot: MP3 and Vorbis samples may lie a little outside ±1.
 *   <li>A segment is a slice of the whole file's samples at the wanted rate: sound outside it still shapes its first and
 *       last few milliseconds when the rate changes.
 * </ul>
 */
@NullMarked
package attune.audio;

import org.jspecify.annotations.NullMarked;
