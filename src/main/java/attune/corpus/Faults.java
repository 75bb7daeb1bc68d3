package attune.corpus;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gathers what is wrong line by line, so that one message tells of all lines with the same trouble. Two faults are of a
 * kind when the remedy is the same.
 */
final class Faults {
    /** How many places a message names; the rest are counted. */
    static final int NAMED = 5;

    private final Map<String, List<Found>> byRemedy = new LinkedHashMap<>();

    private record Found(String where, String problem) {}

    void add(String where, String problem, String remedy) {
        byRemedy.computeIfAbsent(remedy, r -> new ArrayList<>()).add(new Found(where, problem));
    }

    /** Throws the first kind of fault found, if any was. */
    void throwIfAny() {
        for (UserFault fault : all()) {
            throw fault;
        }
    }

    /** One fault for each kind, in the order of their first occurrence. */
    List<UserFault> all() {
        return byRemedy.entrySet().stream()
                .map(kind -> fault(kind.getValue(), kind.getKey()))
                .toList();
    }

    private static UserFault fault(List<Found> found, String remedy) {
        Found first = found.get(0);
        String more = found.size() == 1 ? "" : " (likewise " + named(others(found), found.size() - 1) + ")";
        return new UserFault(first.where, first.problem + more, remedy);
    }

    private static List<String> others(List<Found> found) {
        return found.stream().skip(1).limit(NAMED - 1).map(Found::where).toList();
    }

    /** Some names and how many were left out, such as {@code a, b and 3 more}. */
    static String named(List<String> shown, int total) {
        String names = shown.stream().limit(NAMED).collect(Collectors.joining(", "));
        int left = total - Math.min(shown.size(), NAMED);
        return left == 0 ? names : names + " and " + left + " more";
    }

    /** A piece of the user's text for a message: in quotes, on one line, cut where it gets long. */
    static String quoted(String text) {
        int longest = 60;
        String line = text.replaceAll("\\s+", " ");
        String piece = line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
        return '"' + piece + '"';
    }
}
