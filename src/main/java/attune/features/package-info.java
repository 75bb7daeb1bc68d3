/**
 * From a {@link attune.audio.Waveform} (mono, amplitude ±1, samples per second) to a
 * {@link attune.features.FeatureMatrix} [frame × coefficient], the input of a network.
 *
 * <p>The stages, in order, each tested against golden values of its own:
 * <ol>
 *   <li>windows of {@code windowSamples} every {@code hopSamples}, periodic Hann, no padding at either end;
 *   <li>power spectrum {@code |X|²} of the window padded with zeros to {@code fftSize};
 *   <li>triangular bands on the mel scale;
 *   <li>natural logarithm of band energy plus a floor;
 *   <li>per band: minus the clip's mean, divided by the source corpus's deviation;
 *   <li>{@code stackedFrames} consecutive frames side by side, oldest first.
 * </ol>
 *
 * <p>Read {@link attune.features.FrontEnd} first (what a model records and callers use), then
 * {@link attune.features.LogMelFrontEnd} (the settings and their defaults), {@link attune.features.FeatureExtractor}
 * (the path of a block of samples) and {@link attune.features.Normalization} (the arithmetic that makes channels
 * alike).
 *
 * <p>Words: a <em>window</em> is one analysis step (10 ms by default), a <em>frame</em> is what the network sees: one
 * stack of windows (30 ms by default).
 *
 * <p>{@link attune.features.DeepSpeechFrontEnd} is the front end of imported DeepSpeech models: the same windows and
 * spectrum, but TensorFlow's arithmetic from there on, checked with TensorFlow's own test vectors, and 19 windows in
 * each frame.
 *
 * <p>Traps. TarsosDSP's {@code HannWindow} is the symmetric one; the periodic window is all but the last value of the
 * symmetric window that is one sample longer. TarsosDSP's {@code FFT} packs the real part of the last bin where the
 * imaginary part of the first would be, and its own power methods forget that. Its {@code AudioDispatcher} pulls bytes
 * and pads the last buffer with zeros; ours are pushed floats and only whole windows, so framing is done here. A row of
 * zeros is the mean of the corpus, not silence.
 */
@NullMarked
package attune.features;

import org.jspecify.annotations.NullMarked;
