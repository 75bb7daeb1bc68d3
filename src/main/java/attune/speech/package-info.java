/**
 * A speech recogniser: audio files in, transcripts with times and confidences out. A {@code SpeechModel} is a bundle's
 * network with its {@code SpeechFormat}, the front end and alphabet; read it first, then {@code Transcriber}, which
 * turns audio into transcripts, and {@code AcousticModel}, which runs the network over many clips. {@code TextAligner}
 * finds where a known text is said.
 *
 * <p>A clip is read in {@code Pieces} of at most 30 seconds, cut in its {@code Pauses}. A {@code PieceDecoder} joins
 * what was recognised in them.
 *
 * <p>A model may carry a {@code LanguageDecoding}, which {@code attune.speech.language} tunes; {@code DecodingOptions}
 * say what to use of it, and the two make a {@code SpeechDecoder}. An imported model carries a {@code
 * ParityCertificate}: its output for a reference clip where it was imported.
 *
 * <p>A network's input is [utterance × coefficient × frame] with a mask [utterance × frame]; its output the
 * natural-log probabilities [utterance × label × frame]. A network keeps the state of its last pass, so a model is
 * for one thread at a time; {@code SpeechModel.share()} gives another thread one on the same weights.
 *
 * <p>Neighbours: features of whole corpora are in {@code attune.speech.store}, training in {@code
 * attune.speech.learning}, sound that is still coming in {@code attune.speech.live}.
 */
@NullMarked
package attune.speech;

import org.jspecify.annotations.NullMarked;
