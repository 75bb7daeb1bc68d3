/**
 * The frozen layer DL4J lacks: a batch normalisation whose weights stay while its running statistics follow the data.
 * {@code surgery} adds it, {@code training} updates it.
 *
 * <p>Read {@link attune.layers.frozen.FrozenButStatistics}. Trap: DL4J regards it as frozen, but a trunk that contains
 * one computes something different in every epoch, so nothing above it may be cached.
 */
@NullMarked
package attune.layers.frozen;

import org.jspecify.annotations.NullMarked;
