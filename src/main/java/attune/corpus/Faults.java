package attune.corpus;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects faults line by line, so that one message covers all lines with the same trouble. Two faults are of one kind
 * when the remedy is the same.
 */
public final class Faults {
    /** How many places a message names; the rest are counted. */
    private static final int NAMED = 5;

    private final Map<String, List<Found>> byRemedy = new LinkedHashMap<>();

    private final Set<String> places = new HashSet<>();

    private record Found(String where, String problem) {}

    /**
     * Takes a fault.
     *
     * @param where the file, or the line of it
     * @param problem the rule that is broken and the value found
     * @param remedy what the user can do, the same for all faults of a kind
     */
    public void add(String where, String problem, String remedy) {
        byRemedy.computeIfAbsent(remedy, r -> new ArrayList<>()).add(new Found(where, problem));
        places.add(where);
    }

    /**
     * Ends with the first kind of fault found, if any was.
     *
     * @throws UserFault that names the first places and counts the others
     */
    public void throwIfAny() {
        for (Map.Entry<String, List<Found>> kind : byRemedy.entrySet()) {
            throw fault(kind.getValue(), kind.getKey());
        }
    }

    /** The utterances whose lines have no fault. */
    List<Utterance> spared(List<Utterance> utterances) {
        return utterances.stream()
                .filter(utterance -> !places.contains(utterance.where()))
                .toList();
    }

    /** The first of each place, those of one kind together. */
    List<UserFault> firsts() {
        Set<String> told = new HashSet<>();
        return byRemedy.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream()
                        .filter(found -> told.add(found.where))
                        .map(found -> new UserFault(found.where, found.problem, kind.getKey())))
                .toList();
    }

    private static UserFault fault(List<Found> found, String remedy) {
        Found first = found.get(0);
        String likewise = likewise(found.stream().map(Found::where).toList());
        return new UserFault(first.where, first.problem + likewise, remedy);
    }

    /** To follow the problem at the first of some places: the others that have it too. Empty if there are none. */
    static String likewise(List<String> places) {
        return places.size() == 1 ? "" : " (likewise " + named(places.subList(1, places.size())) + ")";
    }

    /** The first few names and how many were left out, such as {@code a, b and 3 more}. */
    static String named(List<String> names) {
        String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        int left = names.size() - NAMED;
        return left <= 0 ? shown : shown + " and " + left + " more";
    }

    /** A piece of the user's text for a message: on one line, cut if long, unable to control a terminal. */
    static String piece(String text) {
        int longest = 60;
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
    }

    /** As {@link #piece(String)}, in quotation marks. */
    static String quoted(String text) {
        return '"' + piece(text) + '"';
    }
}
