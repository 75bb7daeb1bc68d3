/** The one exception that means "your input is wrong": where, rule, value found, remedy, in one line. */
@NullMarked
package attune.fault;

import org.jspecify.annotations.NullMarked;
