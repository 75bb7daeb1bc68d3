package attune.corpus;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** One message for all files whose sound cannot be read. */
public final class UnreadableSound {
    private UnreadableSound() {}

    /**
     * The fault to report.
     *
     * @param faults what is wrong with each file, at least one
     * @return the fault itself if there is one; otherwise the first, with the files that have others
     */
    public static UserFault of(SortedMap<Path, UserFault> faults) {
        UserFault first = faults.values().iterator().next();
        if (faults.size() == 1) {
            return first;
        }
        List<String> places = faults.keySet().stream().map(Path::toString).toList();
        return new UserFault(
                places.get(0),
                first.problem() + "; " + (places.size() - 1) + " more cannot be read: "
                        + Faults.named(places.subList(1, places.size())),
                "attune corpus check says what is wrong with each",
                first);
    }
}
