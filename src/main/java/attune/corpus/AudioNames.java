package attune.corpus;

import java.util.Locale;
import java.util.Set;

/** Tells audio files by their names, where nothing has been opened yet. */
public final class AudioNames {
    private static final Set<String> ENDINGS = Set.of(
            "wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "m4b", "aac", "aiff", "aif", "aifc", "au", "caf", "amr",
            "wma", "wv", "mka", "webm", "mp4", "m4v", "mov", "mkv", "3gp", "avi", "mpg", "mpeg", "wmv");

    private AudioNames() {}

    /**
     * Whether a name ends as those of audio files do.
     *
     * @param name a file's name or path
     * @return true for {@code a.wav} and {@code b.MP3}
     */
    public static boolean isAudio(String name) {
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
