/**
 * The layers DL4J lacks, as ordinary DL4J layers: {@link attune.layers.Lstm} and {@link attune.layers.BiLstm}, whose
 * outputs never depend on padding or on the other clips of a batch; {@link attune.layers.BandConvolution} and {@link
 * attune.layers.BandPooling}, of which a {@link attune.layers.BandStem} is made; and {@code CtcOutputLayer}, which ends
 * a network with log-probabilities and trains it with the CTC loss. For pictures DL4J has every layer; {@link
 * attune.layers.FastLayers} runs them on our kernels.
 *
 * <p>Inputs and outputs are DL4J's recurrent arrays [utterance × size × frame]. Inside, recurrent layers are time-major
 * [frame × utterance × size], as their kernels and matrix products require, and layers over bands batch-major [utterance
 * × frame × size], an utterance being one picture; {@code TimeMajor} and {@code BatchMajor} convert by a permuted view,
 * without a copy between two layers of a kind. Utterance lengths come from the features mask, which must be a run of ones
 * followed by zeros.
 *
 * <p>Read first: {@code RecurrentRuntime}. Traps: parameters are row-major here and column-major in DL4J's own layers;
 * new parameters are drawn from the configuration's seed and the layer's name, never from ND4J's generator.
 */
@NullMarked
package attune.layers;

import org.jspecify.annotations.NullMarked;
