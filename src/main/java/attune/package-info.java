/**
 * The front door for programs: {@link attune.Attune} opens, adapts and measures models with one line each. The command line
 * does not come in here; it asks the same of {@link attune.jobs} and {@link attune.runs}.
 */
@NullMarked
package attune;

import org.jspecify.annotations.NullMarked;
