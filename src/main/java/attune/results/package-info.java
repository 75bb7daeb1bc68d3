/**
 * The program's results in their public form: the records that {@code --format json} prints and result files hold. Jobs
 * make them; the command line prints them as JSON or formats them as text.
 *
 * <p>The names and order of the components are those of the JSON, which scripts read, so renaming one is a breaking
 * change. {@code FieldNamesTest} lists them all. Rates are fractions (0.2, not 20); a missing comparison is null.
 */
@NullMarked
package attune.results;

import org.jspecify.annotations.NullMarked;
