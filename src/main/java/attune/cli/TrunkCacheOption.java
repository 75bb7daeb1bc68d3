package attune.cli;

import attune.runs.TrunkCaching;
import picocli.CommandLine.Option;

/** Whether a frozen trunk runs only once; the same for speech and images. */
final class TrunkCacheOption {
    @Expert(Topic.COMPUTING)
    @Option(
            names = "--no-trunk-cache",
            description = "Run frozen layers in every epoch, with new augmentation each time. Default: once for each"
                    + " example and each of a few fixed draws of augmentation.")
    private boolean noTrunkCache;

    TrunkCaching caching() {
        return noTrunkCache ? TrunkCaching.NEVER : TrunkCaching.WHERE_POSSIBLE;
    }
}
