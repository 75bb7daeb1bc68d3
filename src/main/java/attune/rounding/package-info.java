/** Numbers as results give them: no finer than they are known. */
@NullMarked
package attune.rounding;

import org.jspecify.annotations.NullMarked;
