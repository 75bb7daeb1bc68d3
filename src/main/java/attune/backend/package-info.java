/**
 * ND4J's backend seen from outside: whether it computes on the CPU, and if so, the memory behind its arrays, for code
 * that works on that memory itself.
 */
@NullMarked
package attune.backend;

import org.jspecify.annotations.NullMarked;
