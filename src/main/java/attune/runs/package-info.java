/**
 * One adaptation for every kind of model, and the folder it runs in.
 *
 * <p><b>In:</b> a source bundle, data, an {@link attune.runs.Operation} on its network and
 * {@link attune.runs.Overrides} of the defaults. <b>Out:</b> a run directory with {@code plan.json}, {@code log.jsonl},
 * checkpoints and {@code adapted.attune}.
 *
 * <p>Read first: {@link attune.runs.Adaptation} has the steps in their order. What differs between speech, pictures and
 * whatever comes next is behind {@link attune.runs.Domain}, {@link attune.runs.Source} and, for sweeps,
 * {@link attune.runs.Trials}; a new domain is a package that implements these three. An {@code Operation} is what was
 * asked, a {@link attune.runs.Course} the same with everything settled; {@link attune.runs.TrainingSettings} are the
 * {@link attune.runs.Defaults} with the overrides applied.
 *
 * <p>Traps. A resumed run keeps to its own plan, so nothing may be taken from the request once the plan has been read.
 * The plan is written only when all data has been read, and until then nothing of an older run is deleted. Two stages
 * are two operations on the same source with the same seed, which gives them the same new parameters.
 */
@NullMarked
package attune.runs;

import org.jspecify.annotations.NullMarked;
