/**
 * The Java half of {@code scripts/lab fuzz}: valid files of every format that Attune reads, altered where it hurts, each
 * given to its reader. {@link attune.fuzz.FuzzedReaders} lists them; {@link attune.fuzz.Mutations} alters bytes, text, JSON
 * and archives, and repairs checksums so that the damage gets past them; {@link attune.fuzz.Fuzzing} judges what comes of
 * it. A mutant is accepted, or refused in one line; anything else is a fault of ours. {@code FuzzTest} runs a share.
 */
@NullMarked
package attune.fuzz;

import org.jspecify.annotations.NullMarked;
