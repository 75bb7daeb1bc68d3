package attune.spark;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.Digest;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a folder's transcripts are made of. A job that is started again must have the same, and is divided as before.
 *
 * @param format of the folder, {@value #FORMAT}
 * @param clips how many
 * @param clipsSha256 of their ids and places
 * @param recogniser the digests of its files, and how it decodes
 * @param shards how many, 0 as long as the clips are not divided
 */
record Plan(int format, int clips, String clipsSha256, Map<String, String> recogniser, int shards) {
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** Not yet divided. */
    static Plan of(List<Utterance> clips, Map<String, String> recogniser) {
        return new Plan(FORMAT, clips.size(), Digest.sha256(clips.stream().map(Plan::line)), recogniser, 0);
    }

    private static String line(Utterance utterance) {
        Clip clip = utterance.clip();
        String seconds = clip.durationSeconds().isPresent() ? "+" + clip.knownDurationSeconds() : "";
        return utterance.id() + "\t" + clip.audio() + "\t" + clip.offsetSeconds() + seconds;
    }

    Plan divided(int into) {
        return new Plan(format, clips, clipsSha256, recogniser, into);
    }

    static Plan read(Path file) throws IOException {
        try {
            @Nullable Plan plan = JSON.readValue(Files.readAllBytes(file), Plan.class);
            if (plan == null) {
                throw new UserFault(file.toString(), "is not the plan of an archive (null)", "give another folder");
            }
            return plan;
        } catch (JacksonException e) {
            throw new UserFault(
                    file.toString(),
                    "is not the plan of an archive (" + e.getOriginalMessage() + ")",
                    "give another folder",
                    e);
        }
    }

    byte[] json() throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** This plan, if it is for the same clips and the same recogniser. */
    Plan requireSame(Plan wanted, Path file) {
        if (format != FORMAT) {
            throw different(file, "format", format, FORMAT);
        }
        if (!clipsSha256.equals(wanted.clipsSha256)) {
            throw different(file, "list of clips", clips + " clips", wanted.clips + " clips");
        }
        wanted.recogniser.forEach((part, value) -> {
            if (!value.equals(recogniser.get(part))) {
                throw different(file, part, recogniser.get(part), value);
            }
        });
        return this;
    }

    private static UserFault different(Path file, String what, @Nullable Object there, Object now) {
        return new UserFault(
                file.toString(),
                "was begun with another " + what + " (" + there + ", now " + now + ")",
                "give what it was begun with, or another folder");
    }
}
