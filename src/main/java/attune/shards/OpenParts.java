package attune.shards;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Those of many parts that are open: systems allow a process a thousand files or so. */
final class OpenParts implements Closeable {
    /** Leaves some of 1024, a usual limit, to the rest of the process. */
    static final int MOST = 512;

    private final int most;
    /** The one that was used last at the end. */
    private final Set<PartFile> open = new LinkedHashSet<>();

    OpenParts(int most) {
        this.most = most;
    }

    /** A part that is read now, for which another may have to be closed. */
    PartFile use(PartFile part) throws IOException {
        if (!open.remove(part) && open.size() == most) {
            PartFile longestUnused = open.iterator().next();
            longestUnused.close();
            open.remove(longestUnused);
        }
        open.add(part);
        return part;
    }

    @Override
    public void close() throws IOException {
        for (PartFile part : open) {
            part.close();
        }
    }
}
