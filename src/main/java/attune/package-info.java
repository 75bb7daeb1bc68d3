/**
 * The entry point for programs: {@link attune.Attune} opens, adapts and measures models in one line each. The command
 * line goes to {@link attune.jobs} and {@link attune.runs} directly.
 */
@NullMarked
package attune;

import org.jspecify.annotations.NullMarked;
