package attune.corpus;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Leave to go on without clips that cannot be used, as long as they are few.
 *
 * @param mostShare the share of a set that they may be, above 0 to 1
 */
public record SkipBad(double mostShare) {
    /**
     * Refuses other shares.
     *
     * @throws UserFault if the share is out of range
     */
    public SkipBad {
        if (!(mostShare > 0 && mostShare <= 1)) {
            throw new UserFault(
                    named("skipBad"),
                    "must be a share above 0 and at most 1, not '" + mostShare + "'",
                    "give 0.05 to leave out up to a twentieth of the clips");
        }
    }

    /**
     * Names the clips that a job goes on without.
     *
     * @param set the manifest, for messages
     * @param clips number of clips in it, bad ones included
     * @param bad what is wrong with each of those, with its place
     * @param progress is warned of them
     * @throws UserFault if there are no clips, or too many of them are bad
     */
    public void leaveOut(Path set, int clips, List<String> bad, Progress progress) {
        if (clips == 0) {
            throw Manifest.empty(set);
        }
        if (bad.size() > mostShare * clips || bad.size() == clips) {
            throw new UserFault(
                    set.toString(),
                    bad.size() == clips
                            ? String.format(
                                    Locale.ROOT, "none of %d clips can be used; the first: %s", clips, bad.get(0))
                            : String.format(
                                    Locale.ROOT,
                                    "%d of %d clips cannot be used, more than the %.3g %% that may be left out; the"
                                            + " first: %s",
                                    bad.size(),
                                    clips,
                                    100 * mostShare,
                                    bad.get(0)),
                    "see attune corpus check, or raise " + named("skipBad"));
        }
        LeftOut.tell(bad, progress);
    }
}
