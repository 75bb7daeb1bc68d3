package attune.corpus;

import attune.corpus.TableManifest.NamedRow;
import attune.corpus.TableManifest.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that say where in its recording each row's piece begins and ends: in seconds or as hours,
 * minutes and seconds, with decimals after a point or a comma.
 *
 * @param start the column of the one
 * @param end the column of the other
 */
record PieceTimes(String start, String end) {
    private static final Set<String> START_NAMES = Set.of(
            "start begin starttime begintime starts startsec startseconds beginseconds segmentstart clipstart audiostart"
                    .split(" ", -1));

    private static final Set<String> END_NAMES = Set.of(
            "end stop endtime stoptime ends endsec endseconds stopseconds segmentend clipend audioend".split(" ", -1));

    private static final Pattern TIME = Pattern.compile("(?:(?:(?<hours>\\d{1,4}):)?(?<minutes>\\d{1,5}):)?"
            + "(?<seconds>\\d{1,7}(?:[.,]\\d*)?(?:[eE]-?\\d{1,2})?)");

    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

    /**
     * The columns that a table has for times: those named, or a pair with usual names in which there are times.
     *
     * @throws attune.fault.UserFault if it is not clear which are meant
     */
    static Optional<PieceTimes> find(String where, List<String> header, List<Row> rows, Columns wanted) {
        List<String> starts = candidates(header, rows, wanted.start(), START_NAMES);
        List<String> ends = candidates(header, rows, wanted.end(), END_NAMES);
        if (starts.isEmpty() != ends.isEmpty()) { // with times in its partner, a column may be blank in the first rows
            starts = starts.isEmpty() ? blank(header, rows, START_NAMES) : starts;
            ends = ends.isEmpty() ? blank(header, rows, END_NAMES) : ends;
        }
        if (!wanted.timesAreNamed() && (starts.isEmpty() || ends.isEmpty())) {
            return Optional.empty();
        }
        if (starts.isEmpty()) {
            throw ColumnSearch.missing(where, header, wanted.start(), "start");
        }
        if (ends.isEmpty()) {
            throw ColumnSearch.missing(where, header, wanted.end(), "end");
        }
        return Optional.of(
                new PieceTimes(ColumnSearch.only(where, starts, "start"), ColumnSearch.only(where, ends, "end")));
    }

    /** A column that is called the start may as well be a date. */
    private static List<String> candidates(List<String> header, List<Row> rows, String wanted, Set<String> names) {
        List<String> found = ColumnSearch.candidates(header, wanted, names);
        return wanted.isEmpty()
                ? found.stream()
                        .filter(name -> ColumnSearch.values(rows, header.indexOf(name))
                                .anyMatch(value -> seconds(value).isPresent()))
                        .toList()
                : found;
    }

    private static List<String> blank(List<String> header, List<Row> rows, Set<String> names) {
        return ColumnSearch.candidates(header, "", names).stream()
                .filter(name -> ColumnSearch.values(rows, header.indexOf(name))
                        .findAny()
                        .isEmpty())
                .toList();
    }

    List<String> names() {
        return List.of(start, end);
    }

    /** The piece that a row means; a wrong time is noted as a fault. */
    Optional<Clip> clip(Path audio, NamedRow row, Faults faults) {
        Optional<BigDecimal> from = time(start, row, faults);
        Optional<BigDecimal> to = time(end, row, faults);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        double seconds = to.get().subtract(from.get()).doubleValue();
        if (!Clip.isDuration(seconds)) {
            faults.add(
                    row.where(),
                    "the piece from " + row.field(start) + " to " + row.field(end) + " lasts " + seconds + " seconds",
                    "let each piece end after it starts, at most " + (int) Clip.LONGEST + " seconds later");
            return Optional.empty();
        }
        return Optional.of(new Clip(audio, from.get().doubleValue(), OptionalDouble.of(seconds)));
    }

    private static Optional<BigDecimal> time(String column, NamedRow row, Faults faults) {
        String written = row.field(column);
        Optional<BigDecimal> time = seconds(written);
        if (time.isEmpty()) {
            faults.add(
                    row.where(),
                    "the column " + Faults.quoted(column)
                            + (written.isBlank()
                                    ? " is empty"
                                    : " has " + Faults.quoted(written) + ", which is no time"),
                    "write times in seconds (72.5) or as h:mm:ss (0:01:12.5), or rename columns that are not the pieces'"
                            + " times");
        }
        return time;
    }

    /** Seconds from the beginning of the recording; empty for what is no time. Ninety minutes may stand without hours. */
    static Optional<BigDecimal> seconds(String written) {
        Matcher time = TIME.matcher(written.strip());
        if (!time.matches()) {
            return Optional.empty();
        }
        BigDecimal hours = number(time.group("hours"));
        BigDecimal minutes = number(time.group("minutes"));
        BigDecimal seconds = number(time.group("seconds"));
        if ((time.group("minutes") != null && seconds.compareTo(SIXTY) >= 0)
                || (time.group("hours") != null && minutes.compareTo(SIXTY) >= 0)) {
            return Optional.empty();
        }
        return Optional.of(hours.multiply(SIXTY).add(minutes).multiply(SIXTY).add(seconds));
    }

    private static BigDecimal number(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits.replace(',', '.'));
    }
}
