package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.nio.file.Path;

/** Another run is using a folder. Unlike other faults, this one passes by itself, when that run ends. */
public final class FolderInUse extends UserFault {
    private static final long serialVersionUID = 1L;

    FolderInUse(Path folder) {
        super(
                folder.toString(),
                "another run is using this folder",
                "wait for it to end or give another " + named("out"));
    }
}
