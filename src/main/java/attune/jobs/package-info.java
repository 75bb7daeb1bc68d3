/**
 * One class for each task of the program, which connects the stages: a request in, a result out. Jobs never print or
 * exit; they report to a {@link attune.progress.Progress}.
 */
@NullMarked
package attune.jobs;

import org.jspecify.annotations.NullMarked;
