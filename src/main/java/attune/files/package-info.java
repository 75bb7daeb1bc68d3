/** Files as this program needs them: written whole or not at all, read within bounds, hashed. */
@NullMarked
package attune.files;

import org.jspecify.annotations.NullMarked;
