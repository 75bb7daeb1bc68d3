package attune.corpus;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Names for files that hold a clip each. */
public final class ClipFiles {
    private ClipFiles() {}

    /**
     * Names clips after their ids.
     *
     * @param clips no two ids alike
     * @return in their order, names that are valid on every system, without ending, no two alike
     */
    public static List<String> names(List<Utterance> clips) {
        Map<String, String> names =
                Tokens.distinct(clips.stream().map(Utterance::id).toList(), Tokens::fileName);
        return clips.stream()
                .map(clip -> Objects.requireNonNull(names.get(clip.id())))
                .toList();
    }
}
