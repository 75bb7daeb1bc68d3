/** How jobs tell of their progress without printing: one listener interface. */
@NullMarked
package attune.progress;

import org.jspecify.annotations.NullMarked;
