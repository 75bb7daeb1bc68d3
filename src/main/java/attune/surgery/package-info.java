/**
 * From a pretrained graph and a {@link attune.surgery.SurgeryPlan} to the operated graph and its layer table: the trunk
 * is kept bit for bit, everything after the cut is dropped (above all the loss layer), new layers and a new output are
 * added, and what the plan does not train is frozen. Knows only graphs, neither speech nor images: the caller makes the
 * new layers through {@link attune.surgery.LayerFactory}.
 *
 * <p>Read first: {@link attune.surgery.SurgeryRequest} for what can be asked, {@link attune.surgery.SurgeryPlan} for
 * the resulting plan, then {@link attune.surgery.Surgery#operate}, then {@code NetworkDraft}, which cuts and joins, and
 * {@code Freezing}, which decides what learns. {@link attune.surgery.OutputRows} initialises a new output from the old
 * one.
 *
 * <p>Sizes and shapes in messages and tables omit the batch: [size, T] is a sequence of T frames, [channels, height,
 * width] an image, [size] a vector.
 *
 * <p>Traps. DL4J's graphs do not remember the type of their input, hence {@link attune.surgery.TypedGraph}. Its {@code
 * FrozenLayer} passes no gradient down, and a vertex without a layer between frozen layers fails in the backward pass
 * unless it is frozen too. Its parameters lie in one vector in topological order, so nothing may be copied by position.
 * A configuration keeps the topological order of the last graph built from it, so a changed configuration must clear
 * it.
 */
@NullMarked
package attune.surgery;

import org.jspecify.annotations.NullMarked;
