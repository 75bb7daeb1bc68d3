/**
 * The command line: turns arguments into requests to {@code jobs}, prints their results, and sets the exit code.
 * Results go to standard output, everything else to standard error; the only package that prints or exits.
 */
@NullMarked
package attune.cli;

import org.jspecify.annotations.NullMarked;
