/**
 * Other programs' model files, read without those programs. A {@code ModelFormat} turns a file or folder into named
 * tensors and metadata (a {@code ForeignModel}); {@link attune.foreign.DeepSpeech} turns these into a network, a front
 * end and an alphabet.
 *
 * <p>To support another format of DeepSpeech models, add a {@code ModelFormat} to {@code ModelFormats}; for another
 * kind of model, add a class beside {@code DeepSpeech}.
 *
 * <p>Files are not trusted. Readers only see a {@code Stretch} of one: mapped bytes that know their position, so that
 * reading past an end is a {@link attune.fault.UserFault} that names the file and the byte. Tensors stay in the file
 * until their shapes have been checked; a stated length alone never causes an allocation.
 *
 * <p>What a network's weights do not show (the sample rate, the windows, the ceiling of the ReLUs) comes from the
 * exported file, from the {@code flags.txt} beside a checkpoint or from the user, and all must agree: {@code
 * DeepSpeechSettings}.
 *
 * <p>Traps: TensorFlow 1.15's {@code LSTMBlockFusedCell} has its gates in the order input, candidate, forget, output
 * whatever newer documentation says, and the stored numbers already include the forget bias. Checksums of TensorFlow's
 * files are "masked" CRC-32C. TensorFlow Lite's matrices are [output × input], and early files label signed bytes
 * unsigned. The reader of its tables is our own, since generated ones follow any offset; it is tested on files from
 * Google's writer, which DeepSpeech's own client loads.
 */
@NullMarked
package attune.foreign;

import org.jspecify.annotations.NullMarked;
