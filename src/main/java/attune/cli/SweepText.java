package attune.cli;

import attune.jobs.SweepResult;
import attune.runs.Rates;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A sweep as a table for a person, and in words what was chosen. */
final class SweepText {
    private static final String RATES = "  %7s  %-14s";
    private static final String FURTHER = " %7s";

    private SweepText() {}

    /** Prints it as the user wants it. */
    static void print(SweepResult sweep, ReportCommand command) throws IOException {
        if (command.asJson()) {
            command.printPrettyJson(sweep);
        } else {
            command.out().print(of(sweep));
        }
    }

    static String of(SweepResult sweep) {
        List<SweepResult.Row> rows = sweep.rows();
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        boolean tested = rows.get(0).test() != null;
        StringBuilder text = new StringBuilder(pad("try", width));
        text.append(head("dev", rows.get(0).dev()));
        text.append(String.format(Locale.ROOT, "  %-23s %7s", "against best", "Holm p"));
        if (tested) {
            text.append(head("test", rows.get(0).dev()));
        }
        text.append(String.format(Locale.ROOT, "  %10s %7s %8s%n", "trained", "steps", "seconds"));
        for (SweepResult.Row row : rows) {
            text.append(pad(row.name(), width)).append(rates(row.dev())).append(difference(row.againstBest()));
            if (row.test() != null) {
                text.append(rates(row.test()));
            }
            text.append(String.format(
                    Locale.ROOT, "  %,10d %7.0f %8.1f%n", row.trainedParameters(), row.steps(), row.seconds()));
        }
        return text.append(judged(rows.get(0))).append(choice(sweep)).toString();
    }

    private static String pad(String name, int width) {
        return String.format(Locale.ROOT, "%-" + Math.max(3, width) + "s", name);
    }

    private static String head(String part, Rates rates) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, RATES, part + " " + rates.errorName(), "95 % interval"));
        rates.further().keySet().forEach(name -> text.append(String.format(Locale.ROOT, FURTHER, name)));
        return text.toString();
    }

    private static String rates(Rates rates) {
        String interval = Percent.range(rates.errorLow(), rates.errorHigh());
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, RATES, Percent.of(rates.error()), interval));
        rates.further().values().forEach(rate -> text.append(String.format(Locale.ROOT, FURTHER, Percent.of(rate))));
        return text.toString();
    }

    private static String difference(SweepResult.@Nullable Difference difference) {
        if (difference == null) {
            return String.format(Locale.ROOT, "  %-23s %7s", "best", "-");
        }
        String points = Percent.points(difference.difference(), difference.low(), difference.high());
        return String.format(Locale.ROOT, "  %-23s %7.4f", points, difference.correctedP());
    }

    private static String judged(SweepResult.Row row) {
        int runs = row.dev().runs();
        return String.format(
                Locale.ROOT,
                "dev: %s%s%n",
                row.dev().measuredOn(),
                runs == 1 ? "" : ", each with " + runs + " seeds, steps and seconds for one");
    }

    private static String choice(SweepResult sweep) {
        String ties = sweep.rows().stream()
                .filter(SweepResult.Row::tied)
                .map(SweepResult.Row::name)
                .collect(Collectors.joining(", "));
        String best = sweep.rows().get(sweep.best()).name();
        String reason = ties.equals(best)
                ? best + " is best, and no other is a tie"
                : ties + " are ties; " + sweep.winner().name() + " is the cheapest of them";
        return String.format(
                Locale.ROOT,
                "%s%n%s is %s%n",
                reason,
                sweep.bundle(),
                sweep.winner().bestRun());
    }
}
