/**
 * What DL4J lacks among frozen layers: a batch normalisation whose weights stay while its running statistics follow the
 * data. {@code surgery} puts it on, {@code training} takes its steps.
 *
 * <p>Read {@link attune.layers.frozen.FrozenButStatistics}. Trap: it is frozen to DL4J, but a trunk that holds one does
 * not compute the same in every epoch, so nothing above it may be cached.
 */
@NullMarked
package attune.layers.frozen;

import org.jspecify.annotations.NullMarked;
