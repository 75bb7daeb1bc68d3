/** One seed a run, one named stream a purpose; never the clock, never a shared generator. */
@NullMarked
package attune.seed;

import org.jspecify.annotations.NullMarked;
