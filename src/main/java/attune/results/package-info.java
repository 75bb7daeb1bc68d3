/**
 * What the program found, as others read it: the records that {@code --format json} prints and result files hold. Jobs make them, the command
 * line prints them as JSON or sets them as text.
 *
 * <p>The names of the components and their order are those of the JSON, which scripts read: renaming one is a change that
 * users notice. {@code FieldNamesTest} has them all. Rates are fractions (0.2, not 20), a comparison that there is not is
 * null.
 */
@NullMarked
package attune.results;

import org.jspecify.annotations.NullMarked;
