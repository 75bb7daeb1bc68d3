package attune.vision;

import attune.fault.UserFault;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Folders with one folder per class, which holds its pictures at any depth. Several such folders are merged, and
 * duplicates count once. Names that begin with a dot are skipped.
 */
public final class PictureFolders {

    private PictureFolders() {}

    /**
     * Finds pictures, with the folder names as classes.
     *
     * @param folders where to look
     * @param progress notified of every file, and warned of unreadable ones
     * @return the readable pictures of the classes in alphabetical order
     * @throws UserFault if a folder is missing or holds fewer than two classes, or a class has no readable picture
     * @throws IOException if the disk fails
     */
    public static PictureSet read(List<Path> folders, Progress progress) throws IOException {
        return read(folders, classes(folders), progress);
    }

    /**
     * Lists only the classes.
     *
     * @param folders where to look
     * @return the names of the folders in them, in alphabetical order
     * @throws UserFault if a folder is missing, or there are fewer than two classes
     * @throws IOException if the disk fails
     */
    public static List<String> classes(List<Path> folders) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Path folder : folders) {
            classFolders(folder).forEach(found -> names.add(name(found)));
        }
        if (names.size() < 2) {
            throw new UserFault(
                    text(folders),
                    "holds " + (names.isEmpty() ? "no class folder" : "only one class, " + names.first()),
                    "give a folder with one folder of pictures per class");
        }
        return List.copyOf(names);
    }

    /**
     * Finds pictures of known classes.
     *
     * @param folders where to look
     * @param labels the allowed classes
     * @param progress notified of every file, and warned of unreadable ones
     * @return the readable pictures; a class may have none
     * @throws UserFault if a folder is missing or not named after a class, or no picture is readable
     * @throws IOException if the disk fails
     */
    public static PictureSet readKnown(List<Path> folders, List<String> labels, Progress progress) throws IOException {
        for (Path folder : folders) {
            for (Path found : classFolders(folder)) {
                if (!labels.contains(name(found))) {
                    throw new UserFault(
                            found.toString(),
                            "'" + name(found) + "' is not a class of the model",
                            "name the folder after one of: " + String.join(", ", labels));
                }
            }
        }
        PictureSet known = pictures(folders, labels, progress);
        if (known.pictures().isEmpty()) {
            throw new UserFault(text(folders), "holds no readable picture", "give folders of pictures by class");
        }
        return known;
    }

    private static PictureSet read(List<Path> folders, List<String> labels, Progress progress) throws IOException {
        PictureSet found = pictures(folders, labels, progress);
        int empty = found.counts().indexOf(0);
        if (empty >= 0) {
            throw new UserFault(
                    text(folders),
                    "class " + labels.get(empty) + " has no readable picture",
                    "add some, or remove its folder");
        }
        return found;
    }

    private static PictureSet pictures(List<Path> folders, List<String> labels, Progress progress) throws IOException {
        Collection<Path> distinct = distinct(folders);
        List<LabelledPicture> files = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            for (Path folder : distinct) {
                Path own = folder.resolve(labels.get(label));
                if (Files.isDirectory(own)) {
                    for (Path file : filesBelow(own)) {
                        files.add(new LabelledPicture(file, label));
                    }
                }
            }
        }
        List<LabelledPicture> readable = readable(files, progress);
        return new PictureSet(labels, readable, files.size() - readable.size());
    }

    /** In their order, each under the name given first. */
    private static Collection<Path> distinct(List<Path> folders) throws IOException {
        Map<Path, Path> byPlace = new LinkedHashMap<>();
        for (Path folder : folders) {
            byPlace.putIfAbsent(folder.toRealPath(), folder);
        }
        return byPlace.values();
    }

    /** Every picture is decoded once before work begins, so that a damaged one cannot end a long run. */
    private static List<LabelledPicture> readable(List<LabelledPicture> files, Progress progress) {
        progress.begin("reading pictures", files.size());
        List<LabelledPicture> readable = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Optional<UserFault> fault = PictureReader.fault(files.get(i).file());
            fault.ifPresent(why -> progress.warn("skipped " + why.getMessage()));
            if (fault.isEmpty()) {
                readable.add(files.get(i));
            }
            progress.at(i + 1L, "");
            progress.stopIfRequested("while reading pictures");
        }
        return readable;
    }

    /**
     * The files in a folder at any depth.
     *
     * @param folder any
     * @return in alphabetical order, without names that begin with a dot
     * @throws IOException if the disk fails
     */
    public static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> classFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserFault(
                    folder.toString(),
                    Files.exists(folder) ? "is a file, not a folder" : "does not exist",
                    "give a folder with one folder of pictures per class");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !name(entry).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String text(List<Path> folders) {
        return String.join(" ", folders.stream().map(Path::toString).toList());
    }
}
