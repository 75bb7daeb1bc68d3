/**
 * A model on disk: from a network with its typed metadata to one {@code *.attune} file and back, safely.
 *
 * <p>A bundle is a zip file, or the same files in a folder: {@code model.json} (what the model is and where it comes
 * from), {@code network.json} (the graph, in Deeplearning4j's JSON), {@code weights.safetensors} (every parameter, named
 * {@code vertex/param}, rows first), and further entries that only their owner understands, such as {@code lm} or
 * {@code CARD.md}. Nothing here knows of speech or images: {@link attune.bundle.Metadata#domain()} is for whoever does.
 *
 * <p>Read first: {@link attune.bundle.Bundle}, {@link attune.bundle.BundleWriter}, {@link attune.bundle.BundleReader};
 * then {@code NetworkJson} for what keeps a stranger's file from running code, and {@code TensorHeader} for the open
 * weight format.
 *
 * <p>Traps: Deeplearning4j's JSON names Java classes and its reader loads whichever it finds, so no byte of
 * {@code network.json} reaches it before every name in it is known. Its parameters are column-major views into one long
 * array, so no value may be copied by its position in memory. A class of ours is written under a
 * {@linkplain attune.bundle.LayerIds stable id}; renaming the class breaks no file, changing the id breaks all.
 */
@NullMarked
package attune.bundle;

import org.jspecify.annotations.NullMarked;
