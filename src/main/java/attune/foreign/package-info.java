/**
 * Other people's model files, read without their programs. In goes a file or folder that a {@code ModelFormat}
 * recognises, out come named tensors and what the file says of itself (a {@code ForeignModel}); {@link
 * attune.foreign.DeepSpeech} makes of those a network, a front end and an alphabet.
 *
 * <p>A further format of DeepSpeech's models is one more {@code ModelFormat} in {@code ModelFormats}; a further kind of
 * model is a class beside {@code DeepSpeech}.
 *
 * <p>Files are not trusted. A {@code Stretch} is all that readers see of one: mapped bytes that know where they lie, so
 * that whatever reaches past an end is a {@link attune.fault.UserFault} that names the file and the byte. Tensors stay in
 * the file until their shapes have been checked; nothing is allocated on the word of a length alone.
 *
 * <p>What a network's weights do not show (the rate, the windows, where ReLUs are clipped) comes from the exported file,
 * from the {@code flags.txt} beside a checkpoint or from the user, who must agree: {@code DeepSpeechSettings}.
 *
 * <p>Traps: TensorFlow 1.15's {@code LSTMBlockFusedCell} has its gates in the order input, candidate, forget, output
 * whatever newer documentation says, and the forget bias is in the stored numbers already. Checksums of TensorFlow's
 * files are "masked" CRC-32C. TensorFlow Lite's matrices lie [output × input], and early ones call their signed bytes
 * unsigned. The reader of its tables is our own, since generated ones follow any offset; it is checked against files by
 * Google's writer, which DeepSpeech's own client loads.
 */
@NullMarked
package attune.foreign;

import org.jspecify.annotations.NullMarked;
