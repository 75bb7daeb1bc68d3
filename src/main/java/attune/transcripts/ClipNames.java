package attune.transcripts;

import attune.corpus.Clip;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Gives the clips of a run short names: {@code clips/a.wav} and {@code clips/b.wav} are {@code a} and {@code b}. */
public final class ClipNames {

    /** For paths that are the same but for their drives or file systems. */
    private static final int WITH_ROOT = 0;

    private ClipNames() {}

    /**
     * Names clips. Different audio files get different names; so do clips that begin at different times.
     *
     * @param clips all clips of a run
     * @return their names, in the same order
     */
    public static List<ClipName> of(List<Clip> clips) {
        Set<Path> files = clips.stream().map(ClipNames::path).collect(Collectors.toCollection(LinkedHashSet::new));
        UnaryOperator<String> ending = ClipNames::withoutEnding;
        if (!areDistinct(files, Integer.MAX_VALUE, ending)) {
            ending = UnaryOperator.identity(); // a.wav and a.flac in one folder
        }
        int most = files.stream().mapToInt(Path::getNameCount).max().orElse(1);
        int parts = 1;
        while (parts <= most && !areDistinct(files, parts, ending)) {
            parts++;
        }
        int fewest = parts <= most ? parts : WITH_ROOT;
        UnaryOperator<String> cut = ending;
        return clips.stream()
                .map(clip -> name(clip, cut.apply(last(path(clip), fewest))))
                .toList();
    }

    private static ClipName name(Clip clip, String recording) {
        return new ClipName(
                recording,
                clip.offsetSeconds() == 0
                        ? recording
                        : recording + "@"
                                + BigDecimal.valueOf(clip.offsetSeconds())
                                        .stripTrailingZeros()
                                        .toPlainString());
    }

    private static Path path(Clip clip) {
        return clip.audio().toAbsolutePath().normalize();
    }

    private static boolean areDistinct(Set<Path> files, int parts, UnaryOperator<String> ending) {
        Set<String> names = new HashSet<>();
        return files.stream().allMatch(file -> names.add(ending.apply(last(file, parts))));
    }

    private static String last(Path file, int parts) {
        if (parts == WITH_ROOT) {
            return file.toUri().toString().replaceAll("[:/!]+", "/"); // file/C/clips/a.wav
        }
        int count = file.getNameCount();
        String path = file.subpath(Math.max(0, count - parts), count).toString();
        return path.replace(file.getFileSystem().getSeparator(), "/");
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }
}
