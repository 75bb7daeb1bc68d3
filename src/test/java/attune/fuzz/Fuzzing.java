package attune.fuzz;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Gives mutants to a reader and judges what comes of it. The number of a mutant decides what is altered, and how. */
final class Fuzzing {
    /** What a message may repeat of a file, and its own words. */
    private static final int LONGEST_MESSAGE = 1300;

    private final FuzzedReader reader;
    private final List<Sample> samples;
    private final Path folder;

    /**
     * A reader to be tried.
     *
     * @param folder for mutants, and whatever is needed to make them
     */
    Fuzzing(FuzzedReader reader, Path folder) throws IOException {
        this.reader = reader;
        this.samples = reader.samples().make(folder);
        this.folder = folder.resolve("mutant");
    }

    /**
     * What came of a row of mutants.
     *
     * @param inputs how many were tried
     * @param accepted how many were read
     * @param refused how many were refused in one line
     * @param slowestSeconds the longest that one took
     * @param failures anything else, the first of each kind
     */
    record Report(long inputs, long accepted, long refused, double slowestSeconds, List<Failure> failures) {}

    /**
     * Something that no file may bring about.
     *
     * @param kind the exception and the place in our code
     * @param number of the mutant
     * @param thrown the exception
     */
    record Failure(String kind, long number, Throwable thrown) {}

    /** Whether the valid samples are read, as they must be. */
    void readSamples() throws IOException {
        for (Sample sample : samples) {
            reader.reading().read(sample.writeTo(folder));
        }
    }

    /** The mutant of a number. */
    Sample mutant(long number) {
        return samples.get((int) (number % samples.size())).mutant(new RunSeed(number).stream(reader.name()));
    }

    /**
     * Tries mutants.
     *
     * @param from the first one's number
     * @param to the number after the last one's
     * @param begun is told of each as it begins
     */
    Report run(long from, long to, LongConsumer begun) throws IOException {
        long accepted = 0;
        long refused = 0;
        double slowest = 0;
        Map<String, Failure> failures = new LinkedHashMap<>();
        for (long number = from; number < to; number++) {
            Path file = mutant(number).writeTo(folder);
            begun.accept(number);
            long start = System.nanoTime();
            try {
                reader.reading().read(file);
                accepted++;
            } catch (UserFault | IOException | UncheckedIOException refusal) {
                if (isGood(refusal)) {
                    refused++;
                } else {
                    add(failures, "bad message: ", number, refusal);
                }
            } catch (Throwable thrown) { // whatever it is, it is to be told
                add(failures, "", number, thrown);
            }
            slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
        }
        return new Report(to - from, accepted, refused, slowest, List.copyOf(failures.values()));
    }

    private boolean isGood(Exception refusal) {
        String message = refusal.getMessage();
        return message != null
                && !message.isBlank()
                && message.replace(folder.toString(), "").length() <= LONGEST_MESSAGE
                && message.codePoints().noneMatch(Character::isISOControl)
                && !message.contains("(null)")
                && !message.contains("Exception");
    }

    private static void add(Map<String, Failure> failures, String prefix, long number, Throwable thrown) {
        String kind = prefix + thrown.getClass().getSimpleName() + " at " + place(thrown);
        failures.putIfAbsent(kind, new Failure(kind, number, thrown));
    }

    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("attune.")
                        && !frame.getClassName().startsWith("attune.fuzz.")
                        && !frame.getClassName().startsWith("attune.fault."))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("?");
    }
}
