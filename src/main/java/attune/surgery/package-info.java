/**
 * From a pretrained graph and a {@link attune.surgery.SurgeryPlan} to the operated graph and its layer table: the trunk
 * is kept bit by bit, everything behind the cut is dropped (above all the loss layer), new layers and a new output are
 * put on, and what the plan does not train is frozen. Knows graphs only, neither speech nor images: the caller makes the
 * new layers through {@link attune.surgery.LayerFactory}.
 *
 * <p>Read first: {@link attune.surgery.SurgeryRequest} for what can be asked, {@link attune.surgery.SurgeryPlan} for what
 * comes of it, then {@link attune.surgery.Surgery#operate},
 * then {@code NetworkDraft}, which cuts and joins, and {@code Freezing}, which decides what learns. {@link
 * attune.surgery.OutputRows} gives a new output what the old one knew.
 *
 * <p>Sizes and shapes in messages and tables leave the batch out: [size, T] is a sequence of T frames, [channels, height,
 * width] an image, [size] a vector.
 *
 * <p>Traps. DL4J's graphs do not remember the type of their input, hence {@link attune.surgery.TypedGraph}. Its {@code
 * FrozenLayer} passes no gradient down, and a vertex without a layer between frozen layers fails in the backward pass
 * unless it is frozen too. Its parameters lie in one vector in topological order, so nothing may be copied by position.
 * A configuration keeps the topological order of the last graph built from it: a changed one must forget it.
 */
@NullMarked
package attune.surgery;

import org.jspecify.annotations.NullMarked;
