/**
 * From manifests in the formats people already have to {@link attune.corpus.Utterance}s, with a clear message for
 * everything that is wrong in them.
 *
 * <p>In: NeMo JSON lines, DeepSpeech CSV, Common Voice TSV, LibriSpeech-style folders or Kaldi folders, recognised by
 * content, or any table with a header. {@link attune.corpus.ManifestFormat} lists those that are written, too. Out: a list of utterances: which stretch of which file (seconds), and what is said in it. Nothing here opens
 * audio; lengths that a manifest does not give are requested from the caller ({@link attune.corpus.ClipDurations}).
 *
 * <p>Read {@link attune.corpus.Utterance} first, then {@link attune.corpus.Manifest}, the front door. What a list of
 * utterances must satisfy before a network can learn from it is in {@link attune.corpus.TrainingChecks};
 * {@link attune.corpus.Split} works on lists too.
 *
 * <p>Traps: a manifest is data from strangers, so a Kaldi {@code wav.scp} entry that is a command is refused, never
 * run. Paths are relative to the manifest's folder, even in Kaldi folders, whose recipes mean the folder they are run
 * from. Text is kept as written: normalise it before comparing or encoding.
 */
@NullMarked
package attune.corpus;

import org.jspecify.annotations.NullMarked;
