package attune.speech;

import attune.features.FeatureMatrix;

/**
 * One clip to learn from or to be judged by.
 *
 * @param id the utterance's
 * @param features what the network gets
 * @param text the normalised transcript
 * @param labels the same as label indices, without blanks
 */
@SuppressWarnings("ArrayRecordComponent") // labels are read by every training step, never changed
public record Example(String id, FeatureMatrix features, String text, int[] labels) {}
