package attune.transcripts;

import attune.corpus.Utterance;
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
 */
public record ClipTranscript(ClipName name, Utterance utterance, double seconds, Transcript transcript) {

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
        return new ClipTranscript(
                name, utterance, seconds, transcript.later(utterance.clip().offsetSeconds()));
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
