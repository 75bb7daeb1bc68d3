/**
 * Trains a DL4J graph: batches and a plan in, the best of its epochs out. Knows neither speech nor images:
 * {@link attune.training.Batches} brings arrays, {@link attune.training.Scorer} scores the network on held-out data.
 *
 * <p>Read first: {@link attune.training.Trainer}, whose loop is the whole story. It does not use DL4J's solver, because
 * that has neither decoupled weight decay nor clipping of the whole gradient nor a state that can be saved and resumed
 * exactly; gradients still come from DL4J's own backward pass.
 *
 * <p>A graph whose lower part is frozen need not run it in every epoch: {@link attune.training.SplitGraph} cuts the
 * head off as a graph of its own, {@link attune.training.TrunkFiles} cache the trunk's output, and the same Trainer
 * trains the head on it. Training in {@link attune.training.Stages} is several Trainers, one after the other;
 * {@link attune.training.Handover} passes the result of one to the next.
 *
 * <p>Trap: everything random is drawn from the run seed by purpose and step, and the step number is set on the graph
 * before each pass, so that a run resumed from a {@link attune.training.Checkpoint} continues bit for bit as if it had
 * never stopped.
 */
@NullMarked
package attune.training;

import org.jspecify.annotations.NullMarked;
