/**
 * Classifies pictures: from a folder of pictures for each class to a network's batches, and from a network's outputs to
 * classes. The thin half of an image classifier; surgery, training and measuring are done by the packages that do them
 * for speech.
 *
 * <p><b>In:</b> picture files of any kind the JDK reads. <b>Out:</b> arrays [picture × channel × row × column], channels
 * red, green, blue, normalised; one-hot labels [picture × class]; probabilities.
 *
 * <p>Read first: {@link attune.vision.ImageFormat} says what a network of this kind sees and answers, {@link
 * attune.vision.ImageModel} is such a network with its format, {@link attune.vision.PictureFolders} finds the pictures,
 * and {@link attune.vision.PictureBatches} makes batches of them.
 *
 * <p>What an adaptation needs to know of pictures is in {@link attune.vision.adaptation}.
 *
 * <p>Traps. A JPEG may lie on its side and say so only in its EXIF data, see {@code ExifOrientation}. A small file may
 * unpack to gigabytes: {@link attune.vision.PictureReader} asks for the size first. DL4J's graphs forget the height and
 * width of their input, which is why the format keeps them.
 */
@NullMarked
package attune.vision;

import org.jspecify.annotations.NullMarked;
