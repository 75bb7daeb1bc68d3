/** Tables in plain text, for people who read a terminal: {@link attune.table.TextTable} pads the cells of all of them. */
@NullMarked
package attune.table;

import org.jspecify.annotations.NullMarked;
