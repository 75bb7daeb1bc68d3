package attune.annotations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the time of every annotation of an ELAN file. One that refers to another has the time of that; a slot without a
 * value lies between its neighbours, which the file lists in the order of time.
 */
final class EafTimes {
    private static final double MILLISECONDS = 1e3;
    private static final double UNKNOWN = Double.NaN;
    /** ELAN's own tiers are rarely nested more than five deep. */
    private static final int DEEPEST = 100;

    private static final String REMEDY = "save it again with ELAN";

    private final Source source;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Double> slotSeconds = new ArrayList<>();
    private final Map<String, Written> annotations = new LinkedHashMap<>();

    /** What a tier's element says of it. */
    record TierHead(String name, String type, boolean hasParticipant, boolean main) {}

    /** An annotation as the file has it: with the slots of its start and end, or with another annotation above it. */
    record Written(int line, String tier, String id, String from, String to, String parent, String text) {}

    EafTimes(Source source) {
        this.source = source;
    }

    void slot(int line, String id, String milliseconds) {
        double seconds = UNKNOWN;
        if (!milliseconds.isEmpty()) {
            if (!milliseconds.matches("\\d{1,15}")) {
                throw source.fault(
                        line,
                        "TIME_VALUE is " + Source.quoted(milliseconds),
                        "a time is a whole number of milliseconds");
            }
            seconds = Long.parseLong(milliseconds) / MILLISECONDS;
        }
        slots.put(id, slotSeconds.size());
        slotSeconds.add(seconds);
    }

    void annotation(Written annotation) {
        if (annotations.putIfAbsent(annotation.id, annotation) != null) {
            throw source.fault(
                    annotation.line, "the annotation " + Source.quoted(annotation.id) + " is there twice", REMEDY);
        }
    }

    List<Tier> tiers(Map<String, TierHead> heads) {
        fillSlots();
        Map<String, List<Label>> labels = new LinkedHashMap<>();
        heads.keySet().forEach(name -> labels.put(name, new ArrayList<>()));
        for (Written annotation : annotations.values()) {
            Written timed = timed(annotation);
            double start = seconds(timed, timed.from);
            double end = Math.max(start, seconds(timed, timed.to));
            List<Label> own = labels.get(annotation.tier);
            if (own != null) {
                own.add(new Label(start, end, annotation.text));
            }
        }
        return heads.values().stream()
                .map(head -> new Tier(head.name, group(head), head.main, labels.getOrDefault(head.name, List.of())))
                .toList();
    }

    private static String group(TierHead head) {
        return head.hasParticipant ? head.type + (head.main ? "" : " below") : "";
    }

    /** The annotation itself or the one above it that has times. */
    private Written timed(Written annotation) {
        Written timed = annotation;
        for (int depth = 0; !timed.parent.isEmpty(); depth++) {
            Written parent = annotations.get(timed.parent);
            if (parent == null || depth == DEEPEST) {
                throw source.fault(
                        annotation.line,
                        "the annotation refers to " + Source.quoted(timed.parent)
                                + (parent == null ? ", which is not there" : ", and so on without an end"),
                        REMEDY);
            }
            timed = parent;
        }
        return timed;
    }

    private double seconds(Written annotation, String slot) {
        Integer index = slots.get(slot);
        if (index == null) {
            throw source.fault(
                    annotation.line, "the time slot " + Source.quoted(slot) + " is not in TIME_ORDER", REMEDY);
        }
        return slotSeconds.get(index);
    }

    /** Spreads slots without a value evenly between those with one; at the ends they take the nearest. */
    private void fillSlots() {
        int known = -1;
        for (int i = 0; i <= slotSeconds.size(); i++) {
            if (i < slotSeconds.size() && slotSeconds.get(i).isNaN()) {
                continue;
            }
            double before = known < 0 ? UNKNOWN : slotSeconds.get(known);
            double after = i == slotSeconds.size() ? UNKNOWN : slotSeconds.get(i);
            for (int open = known + 1; open < i; open++) {
                slotSeconds.set(open, between(before, after, (double) (open - known) / (i - known)));
            }
            known = i;
        }
    }

    private static double between(double before, double after, double share) {
        if (Double.isNaN(before) || Double.isNaN(after)) {
            double nearest = Double.isNaN(before) ? after : before;
            return Double.isNaN(nearest) ? 0 : nearest;
        }
        return before + share * (after - before);
    }
}
