/**
 * The same speech as it might have sounded elsewhere: a {@link attune.audio.Waveform} in, an altered one out, for training
 * on more than was recorded.
 *
 * <p>Data flow: a {@link attune.audio.augment.Recipe} says how likely each {@link attune.audio.augment.EffectKind} is
 * and how strong it may be; an {@link attune.audio.augment.Augmenter} draws a list of {@link attune.audio.augment.Effect}s
 * for one clip from a seed, every value decided, and applies them in a fixed order: first what the speaker does (speed,
 * tempo, voice), then the room, the noise in it, and last the line (gain, clipping, telephone, codec).
 *
 * <p>Everything follows from the recipe, the run's seed, the draw and the clip's number: rooms come from a bank that the
 * seed determines, and each effect draws from a stream of its own, so that changing one effect's probability leaves the
 * others as they are.
 *
 * <p>Read first: {@link attune.audio.augment.Augmenter}, then {@code EffectKind}, then the effect you are after.
 *
 * <p>Traps. Only speed and tempo change a clip's length. Samples may pass ±1 before a codec or a WAV file clips them.
 * TarsosDSP's transform starts threads of its own from 8192 values on; ours stays below.
 */
@NullMarked
package attune.audio.augment;

import org.jspecify.annotations.NullMarked;
