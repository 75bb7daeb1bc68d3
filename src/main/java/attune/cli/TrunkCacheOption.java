package attune.cli;

import attune.runs.TrunkCaching;
import picocli.CommandLine.Option;

/** Whether a frozen trunk is run once; the same for speech and images. */
final class TrunkCacheOption {
    @Option(
            names = "--no-trunk-cache",
            description = "Run a frozen trunk in every epoch, with new augmentation each time, instead of once for"
                    + " each clip or picture and each of a few fixed draws of augmentation.")
    private boolean noTrunkCache;

    TrunkCaching caching() {
        return noTrunkCache ? TrunkCaching.NEVER : TrunkCaching.WHERE_POSSIBLE;
    }
}
