/**
 * What {@link attune.runs.Adaptation} needs to know of pictures.
 *
 * <p><b>In:</b> an image bundle and folders of pictures. <b>Out:</b> batches, scorers and a finished bundle.
 *
 * <p>Read first: {@link attune.vision.adaptation.ImageDomain}, then {@code ImageSource}. Classes are those of the training
 * pictures, so dev and test may have no others.
 */
@NullMarked
package attune.vision.adaptation;

import org.jspecify.annotations.NullMarked;
