package attune.bundle;

import attune.fault.UserFault;
import attune.files.BoundedZip;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The entries of a bundle, by name, from a zip file or a folder. */
sealed interface Entries extends Closeable {
    /** File name suffix of bundles. */
    String SUFFIX = ".attune";

    /** The default remedy. */
    String CHECK = "check the path";

    /** The zip file or folder. */
    Path bundle();

    /** All names in alphabetical order. */
    Set<String> names();

    /** An entry's length in bytes. */
    long size(String name) throws IOException;

    /** An entry's bytes, to be closed by the caller. */
    InputStream open(String name) throws IOException;

    /** The location of an entry, for messages. */
    String where(String name);

    /** Opens a bundle, which must have metadata and no overlong entry. */
    static Entries open(Path bundle) throws IOException {
        if (!Files.exists(bundle)) {
            throw new UserFault(bundle.toString(), "there is no such file or folder", CHECK);
        }
        Entries entries = Files.isDirectory(bundle) ? InFolder.of(bundle) : InZip.of(bundle);
        try {
            entries.require(Entry.METADATA);
            for (String name : entries.names()) {
                if (entries.size(name) > Entry.mostBytes(name)) {
                    throw new UserFault(
                            entries.where(name),
                            "is " + entries.size(name) + " bytes long, more than the " + Entry.mostBytes(name)
                                    + " allowed",
                            "make it smaller");
                }
            }
            return entries;
        } catch (RuntimeException | IOException e) {
            entries.close();
            throw e;
        }
    }

    /** Refuses a bundle that lacks an entry. */
    default void require(String name) {
        if (!names().contains(name)) {
            throw new UserFault(bundle().toString(), name + " is missing, so this is not an Attune bundle", remedy());
        }
    }

    /** What to do if this is not a bundle. */
    String remedy();

    /** A short entry's bytes. */
    default byte[] bytes(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    /** One zip file. */
    record InZip(Path bundle, BoundedZip zip) implements Entries {
        static InZip of(Path bundle) throws IOException {
            return new InZip(bundle, BoundedZip.open(bundle, Entry.ZIP));
        }

        @Override
        public Set<String> names() {
            return zip.names();
        }

        @Override
        public long size(String name) {
            return zip.size(name);
        }

        @Override
        public InputStream open(String name) throws IOException {
            return zip.open(name);
        }

        @Override
        public String where(String name) {
            return bundle + ": " + name;
        }

        @Override
        public String remedy() {
            return CHECK;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /**
     * A folder. Sub-folders, hidden files and files without a plain name are ignored, since the folder may also be a
     * repository.
     */
    record InFolder(Path bundle, Set<String> names) implements Entries {
        static InFolder of(Path bundle) throws IOException {
            Set<String> names = new TreeSet<>();
            try (Stream<Path> files = Files.list(bundle)) {
                files.filter(Files::isRegularFile)
                        .map(file -> String.valueOf(file.getFileName()))
                        .filter(BoundedZip::isPlainName)
                        .forEach(names::add);
            }
            if (names.size() > Entry.ZIP.entries()) {
                throw new UserFault(
                        bundle.toString(),
                        "holds " + names.size() + " files, more than the " + Entry.ZIP.entries() + " of a bundle",
                        CHECK);
            }
            return new InFolder(bundle, names);
        }

        @Override
        public long size(String name) throws IOException {
            return Files.size(bundle.resolve(name));
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(bundle.resolve(name));
        }

        @Override
        public String where(String name) {
            return bundle.resolve(name).toString();
        }

        /** Suggests a bundle inside the folder, where the shipped ones are. */
        @Override
        public String remedy() {
            List<String> bundles =
                    names.stream().filter(name -> name.endsWith(SUFFIX)).toList();
            return switch (bundles.size()) {
                case 0 -> CHECK;
                case 1 -> "give the bundle in it, " + bundle.resolve(bundles.get(0));
                default -> "give one of the bundles in it, such as " + bundle.resolve(bundles.get(0));
            };
        }

        @Override
        public void close() {
            // a folder is not held open
        }
    }
}
