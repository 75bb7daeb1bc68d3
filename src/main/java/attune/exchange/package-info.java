/**
 * Processes that train one model together: they add up vectors, and the first one tells the others what it decided. Read
 * {@link attune.exchange.Exchange} first; {@link attune.exchange.Ring} is the one that goes over a network.
 *
 * <p>Trap: all ranks must call the same methods in the same order, or all wait for each other.
 */
@NullMarked
package attune.exchange;

import org.jspecify.annotations.NullMarked;
