package attune.server;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.decoding.Transcript;
import attune.transcripts.ClipName;
import attune.transcripts.ClipTranscript;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What was said in a recording.
 *
 * @param seconds its length
 * @param transcript with times from its beginning
 */
record Recognised(double seconds, Transcript transcript) {
    private static final String UNNAMED = "audio";

    /** For the writers of other formats, some of which name the recording: by the client's name for it. */
    ClipTranscript named(String file) {
        String plain = file.replaceAll("[/\\\\]", "_").replaceFirst("\\.[^.]*$", "");
        String name = plain.isBlank() ? UNNAMED : plain;
        Utterance utterance = new Utterance(name, Clip.whole(Path.of(UNNAMED)), Optional.empty(), UNNAMED, Map.of());
        return ClipTranscript.of(new ClipName(name, name), utterance, seconds, transcript);
    }
}
