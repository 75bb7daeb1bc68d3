/**
 * One class for each thing the program can do, where the stages are joined: a request in, a result out. Jobs never print
 * or exit; they tell a {@link attune.progress.Progress}.
 */
@NullMarked
package attune.jobs;

import org.jspecify.annotations.NullMarked;
