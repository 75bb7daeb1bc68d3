package attune.jobs;

import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import attune.speech.Heard;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was heard in a clip, as a part keeps it.
 *
 * @param id of the clip, for people
 * @param seconds its length
 * @param transcript what was said; null where the clip could not be used
 * @param hypotheses texts it may be
 * @param fault why it could not be used; null where it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeptClip(
        String id,
        double seconds,
        @Nullable Transcript transcript,
        List<Hypothesis> hypotheses,
        @Nullable KeptFault fault) {
    KeptClip {
        hypotheses = List.copyOf(hypotheses);
        if ((transcript == null) == (fault == null)) {
            throw new IllegalArgumentException(id + " has either a transcript or a fault");
        }
    }

    static KeptClip of(String id, Heard heard) {
        return new KeptClip(
                id,
                heard.seconds(),
                heard.transcript().orElse(null),
                heard.hypotheses(),
                heard.fault().map(KeptFault::of).orElse(null));
    }

    Heard heard() {
        if (fault != null) {
            return new Heard.Rejected(fault.fault());
        }
        return new Heard.Said(seconds, Objects.requireNonNull(transcript), hypotheses);
    }
}
