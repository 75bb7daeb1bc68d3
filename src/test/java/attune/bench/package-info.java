/**
 * The Java half of {@code scripts/lab bench}: work that is timed in turn with another program's. {@link
 * attune.bench.BenchWorker} is a process that stays, is told over its standard input how often to do something, and answers
 * with the seconds it took; in between it is idle. The classes named {@code …Benchmark} are JMH's, for the kernels
 * alone.
 *
 * <p>What is timed is what users run: {@link attune.training.Trainer}'s own steps on networks as {@link
 * attune.speech.learning.AcousticNetwork} builds them, the front end's own extraction, never a copy of them.
 */
@NullMarked
package attune.bench;

import org.jspecify.annotations.NullMarked;
