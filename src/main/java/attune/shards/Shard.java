package attune.shards;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a command's work.
 *
 * @param number which, from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
    /** More would be too many files to join. */
    private static final int MOST = 100_000;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Refuses a part that is not one of them. */
    public Shard {
        if (number < 1 || number > of || of > MOST) {
            throw new UserFault(
                    named("shard"),
                    "'" + number + "/" + of + "' is not one of 1 to " + MOST + " shards",
                    "write 1/8 for the first of eight, 8/8 for the last");
        }
    }

    /**
     * Reads one.
     *
     * @param text such as {@code 3/8}
     * @return the third of eight
     * @throws UserFault if it is none
     */
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new UserFault(
                    named("shard"), "'" + text + "' is not I/N", "write 1/8 for the first of eight, 8/8 for the last");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * Its number in a plan of shards.
     *
     * @return from 0
     */
    public int index() {
        return number - 1;
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return number + "/" + of;
    }
}
