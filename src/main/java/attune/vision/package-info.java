/**
 * Classifies pictures: from one folder of pictures per class to a network's batches, and from a network's outputs to
 * classes. Only the image-specific part of a classifier; surgery, training and evaluation share the packages used for
 * speech.
 *
 * <p><b>In:</b> picture files in any format the JDK reads. <b>Out:</b> arrays [picture × channel × row × column],
 * channels red, green, blue, normalised; one-hot labels [picture × class]; probabilities.
 *
 * <p>Read first: {@link attune.vision.ImageFormat} describes a network's input and output, {@link
 * attune.vision.ImageModel} is a network with its format, {@link attune.vision.PictureFolders} finds the pictures, and
 * {@link attune.vision.PictureBatches} makes batches of them.
 *
 * <p>The image-specific part of an adaptation is in {@link attune.vision.adaptation}.
 *
 * <p>Traps. A JPEG may lie on its side, as stated only in its EXIF data, see {@code ExifOrientation}. A small file may
 * unpack to gigabytes: {@link attune.vision.PictureReader} checks the size first. DL4J's graphs forget the height and
 * width of their input, which is why the format keeps them.
 */
@NullMarked
package attune.vision;

import org.jspecify.annotations.NullMarked;
