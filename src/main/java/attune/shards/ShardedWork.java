package attune.shards;

import static attune.fault.Parameter.named;

import attune.corpus.ShardPlan;
import attune.fault.UserFault;
import attune.files.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The work of a command, item by item (clips, recordings or runs), divided by {@link ShardPlan}. A part that is there is
 * done: it was renamed when it was whole, and says that it is of the same items, models and options, divided alike. So
 * the same command, started again, does only what is missing.
 *
 * @param <R> the result of an item, a record that Jackson writes and reads without loss
 */
public final class ShardedWork<R> {
    private static final int NAMED_SHARDS = 10;

    private final Work work;
    private final List<String> ids;
    private final Class<R> type;

    /**
     * A command's work.
     *
     * @param work what the results depend on
     * @param ids the names of its items, in their order, for messages
     * @param type of an item's result
     */
    public ShardedWork(Work work, List<String> ids, Class<R> type) {
        this.work = work;
        this.ids = List.copyOf(ids);
        this.type = type;
    }

    /**
     * Which part to do.
     *
     * @param shard which of how many
     * @param folder where all parts go
     * @param arguments the command as it was typed, for {@link JoinedParts#arguments}
     */
    public record Place(Shard shard, Path folder, List<String> arguments) {
        /** Copies the list. */
        public Place {
            arguments = List.copyOf(arguments);
        }

        /**
         * The file that the part goes into.
         *
         * @param command whose part it is
         * @return such as {@code sweep-1-of-3.jsonl} in the folder
         */
        public Path file(String command) {
            return folder.resolve(PartFile.name(command, shard));
        }
    }

    /** Takes the results of a part, in the order of its items. */
    public final class Results {
        private final int[] items;
        /** By the numbers of their items. */
        private final SortedMap<Integer, byte[]> lines = new TreeMap<>();

        private int rejected;

        private Results(int[] items) {
            this.items = items;
        }

        /**
         * Takes the next.
         *
         * @param result of an item
         * @param usable whether there was something to use; a result without says why
         */
        public void add(R result, boolean usable) {
            lines.put(items[lines.size()], PartFile.line(result));
            rejected += usable ? 0 : 1;
        }
    }

    /**
     * Does a part.
     *
     * @param <R> the result of an item
     */
    @FunctionalInterface
    public interface Doing<R> {
        /**
         * Does it.
         *
         * @param groups the numbers of its items, from 0, in the order of the groups given
         * @param results takes the results of all these items, in their order
         * @throws IOException if the disk refuses
         */
        void of(List<int[]> groups, ShardedWork<R>.Results results) throws IOException;
    }

    /**
     * A part that is done.
     *
     * @param file where it is
     * @param items how many it has
     * @param all how many all parts have
     * @param rejected how many of its own could not be used
     * @param before whether it was there already
     */
    public record Part(Path file, int items, int all, int rejected, boolean before) {}

    /**
     * Items none of which needs another.
     *
     * @param count how many
     * @return as many groups
     */
    public static List<int[]> single(int count) {
        return IntStream.range(0, count).mapToObj(item -> new int[] {item}).toList();
    }

    /**
     * Does one part, if it is not there.
     *
     * @param place which
     * @param groups all items, by those that one part must have together
     * @param seconds the length of each item's sound, 0 where it cannot be read; 0 for all to divide by number
     * @param doing does it
     * @return the part
     * @throws UserFault if there is a part of another work under its name
     * @throws IOException if the disk refuses
     */
    public Part write(Place place, List<int[]> groups, double[] seconds, Doing<R> doing) throws IOException {
        Path file = place.file(work.command());
        String plan = Digest.sha256(DoubleStream.of(seconds).mapToObj(String::valueOf));
        if (Files.exists(file)) {
            PartFile.Header there = PartFile.header(file);
            requireSame(file, there, place.shard.of(), plan);
            return new Part(file, there.items().size(), ids.size(), there.rejected(), true);
        }
        List<int[]> mine =
                ShardPlan.ofCount(lengths(groups, seconds), place.shard.of()).of(place.shard.index(), groups);
        int[] items = mine.stream().flatMapToInt(Arrays::stream).toArray();
        Results results = new Results(items);
        doing.of(mine, results);
        if (results.lines.size() != items.length) {
            throw new IllegalStateException(results.lines.size() + " results of " + items.length + " items");
        }
        List<Integer> ascending = List.copyOf(results.lines.keySet());
        PartFile.write(
                file,
                new PartFile.Header(work, place.shard, plan, ascending, results.rejected, place.arguments),
                results.lines.values());
        return new Part(file, items.length, ids.size(), results.rejected, false);
    }

    /** As if each group were one clip: of its seconds, and the one second that every other clip counts more. */
    private static double[] lengths(List<int[]> groups, double[] seconds) {
        return groups.stream()
                .mapToDouble(group ->
                        Arrays.stream(group).mapToDouble(item -> seconds[item]).sum() + group.length - 1)
                .toArray();
    }

    private void requireSame(Path file, PartFile.Header there, int shards, String plan) {
        String difference = work.differenceOf(there.work());
        if (difference.isEmpty() && there.shard().of() != shards) {
            difference = "is one of " + there.shard().of() + " parts, not of " + shards;
        }
        if (difference.isEmpty() && !there.plan().equals(plan)) {
            difference = "is of another division: a file had another length, or could not be read";
        }
        if (!difference.isEmpty()) {
            throw new UserFault(
                    file.toString(),
                    difference,
                    "remove it, or give another " + named("parts") + "; all parts are made by the same command");
        }
    }

    /**
     * Takes the results of all items.
     *
     * @param <R> the result of an item
     */
    @FunctionalInterface
    public interface Taking<R> {
        /**
         * Takes the next.
         *
         * @param item its number, from 0
         * @param result what became of it
         * @param part the file that says so
         * @throws IOException if the disk refuses
         */
        void take(int item, R result, Path part) throws IOException;
    }

    /**
     * Gives the results of all items, in their order, holding one at a time.
     *
     * @param parts all of them
     * @param taking takes the results
     * @throws UserFault if parts are missing or of another work
     * @throws IOException if the disk refuses
     */
    public void read(JoinedParts parts, Taking<R> taking) throws IOException {
        read(parts, OpenParts.MOST, taking);
    }

    void read(JoinedParts parts, int mostOpen, Taking<R> taking) throws IOException {
        Map<Integer, PartFile> all = new TreeMap<>();
        try (OpenParts open = new OpenParts(mostOpen)) {
            for (Path file : parts.files()) {
                add(open.use(PartFile.open(file)), all);
            }
            PartFile[] of = byItem(all);
            for (int item = 0; item < of.length; item++) {
                taking.take(item, open.use(of[item]).next(type), of[item].file());
            }
            for (PartFile part : all.values()) {
                open.use(part).requireEnd();
            }
        }
    }

    private void add(PartFile part, Map<Integer, PartFile> all) {
        PartFile.Header first = (all.isEmpty() ? part : all.values().iterator().next()).header();
        requireSame(part.file(), part.header(), first.shard().of(), first.plan());
        Shard shard = part.header().shard();
        if (all.putIfAbsent(shard.number(), part) != null) {
            throw new UserFault(part.file().toString(), "shard " + shard + " is given twice", "give it once");
        }
    }

    /** The part that has each item. */
    private PartFile[] byItem(Map<Integer, PartFile> all) {
        @Nullable PartFile[] of = new PartFile[ids.size()];
        for (PartFile part : all.values()) {
            part.header().items().forEach(item -> of[part.checked(item, of.length)] = part);
        }
        int shards = all.values().iterator().next().header().shard().of();
        List<String> missing = IntStream.rangeClosed(1, shards)
                .filter(number -> !all.containsKey(number))
                .mapToObj(number -> number + "/" + shards)
                .toList();
        List<String> left = IntStream.range(0, of.length)
                .filter(item -> of[item] == null)
                .mapToObj(ids::get)
                .toList();
        if (!missing.isEmpty() || !left.isEmpty()) {
            throw missing(missing, left);
        }
        return of;
    }

    private UserFault missing(List<String> shards, List<String> left) {
        String named = shards.stream().limit(NAMED_SHARDS).collect(Collectors.joining(", "))
                + (shards.size() > NAMED_SHARDS ? " and " + (shards.size() - NAMED_SHARDS) + " more" : "");
        String items =
                left.isEmpty() ? "" : ", with " + left.size() + " of " + ids.size() + " inputs, first " + left.get(0);
        return new UserFault(
                work.command(),
                shards.size() == 1
                        ? "shard " + named + " is missing" + items
                        : "shards " + named + " are missing" + items,
                "do what is missing by the same command with its " + named("shard"));
    }
}
