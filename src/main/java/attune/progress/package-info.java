/** How jobs report progress without printing: one listener interface. */
@NullMarked
package attune.progress;

import org.jspecify.annotations.NullMarked;
