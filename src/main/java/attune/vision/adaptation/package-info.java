/**
 * The image-specific part of {@link attune.runs.Adaptation}.
 *
 * <p><b>In:</b> an image bundle and folders of pictures. <b>Out:</b> batches, scorers and a finished bundle.
 *
 * <p>Read first: {@link attune.vision.adaptation.ImageDomain}, then {@code ImageSource}. Classes are those of the
 * training pictures, so dev and test must not have others.
 */
@NullMarked
package attune.vision.adaptation;

import org.jspecify.annotations.NullMarked;
