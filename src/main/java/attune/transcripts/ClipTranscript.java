package attune.transcripts;

import attune.corpus.Utterance;
import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import attune.decoding.Word;
import java.util.List;

/**
 * What was said in a clip, and which clip it is.
 *
 * @param name short names of the clip and its recording
 * @param utterance the clip itself
 * @param seconds how long it is
 * @param transcript what was said, with times from the beginning of the audio file
 * @param hypotheses candidate texts, best first; empty unless more than one was asked for
 */
public record ClipTranscript(
        ClipName name, Utterance utterance, double seconds, Transcript transcript, List<Hypothesis> hypotheses) {

    /**
     * A clip's transcript as the recogniser gives it.
     *
     * @param name short names of the clip and its recording
     * @param utterance the clip
     * @param seconds how long it is
     * @param transcript with times from the beginning of the clip
     * @return the same with times from the beginning of the audio file
     */
    public static ClipTranscript of(ClipName name, Utterance utterance, double seconds, Transcript transcript) {
        Transcript inFile = transcript.later(utterance.clip().offsetSeconds());
        return new ClipTranscript(name, utterance, seconds, inFile, List.of());
    }

    /**
     * The same transcript with candidate texts.
     *
     * @param texts best first
     * @return a copy
     */
    public ClipTranscript with(List<Hypothesis> texts) {
        return new ClipTranscript(name, utterance, seconds, transcript, texts);
    }

    List<Word> words() {
        return transcript.words();
    }

    double startSeconds() {
        return utterance.clip().offsetSeconds();
    }

    double endSeconds() {
        return startSeconds() + seconds;
    }
}
