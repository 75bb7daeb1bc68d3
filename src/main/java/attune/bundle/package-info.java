/**
 * A model on disk: from a network with its typed metadata to one {@code *.attune} file and back, safely.
 *
 * <p>A bundle is a zip file, or the same files in a folder: {@code model.json} (the model's description and origin),
 * {@code network.json} (the graph, in Deeplearning4j's JSON), {@code weights.safetensors} (every parameter, named
 * {@code vertex/param}, row-major), and further entries that only their owner understands, such as {@code lm} or {@code
 * CARD.md}. Nothing here depends on speech or images: {@link attune.bundle.Metadata#domain()} is for packages that do.
 *
 * <p>Read first: {@link attune.bundle.Bundle}, {@link attune.bundle.BundleWriter}, {@link attune.bundle.BundleReader};
 * then {@code NetworkJson}, which keeps an untrusted file from running code, and {@code TensorHeader} for the open
 * weight format.
 *
 * <p>Traps: Deeplearning4j's JSON names Java classes and its reader loads any it finds, so no byte of {@code
 * network.json} reaches it before every name in it has been checked. Its parameters are column-major views into one
 * long array, so no value may be copied by its position in memory. Our classes are written under a {@linkplain
 * attune.bundle.LayerIds stable id}; renaming a class does not break files; changing an id breaks them all.
 */
@NullMarked
package attune.bundle;

import org.jspecify.annotations.NullMarked;
