package attune.cli;

import attune.results.CrossValidationResult;
import attune.results.SweepResult;
import attune.runs.Domain;
import attune.runs.IfPresent;
import attune.runs.PlanPart;
import attune.sweeps.CrossValidation;
import attune.sweeps.Sweep;
import java.io.IOException;
import java.util.Optional;

/** Runs a sweep, over folds if given, and prints its findings; the same for speech and images. */
final class SweepRun {
    private SweepRun() {}

    /** Returns the number of examples that could not be read. */
    static <P extends PlanPart> int run(
            Domain<P> domain,
            Sweep.Request request,
            Optional<Integer> folds,
            IfPresent ifPresent,
            ReportCommand command)
            throws IOException {
        if (folds.isEmpty()) {
            SweepResult result;
            try (ShownProgress progress = command.progress()) {
                result = new Sweep<>(domain, request).run(ifPresent, progress);
            }
            SweepText.print(result, command);
            return result.rejected();
        }
        CrossValidationResult result;
        try (ShownProgress progress = command.progress()) {
            result = new CrossValidation<>(domain, request, folds.get()).run(ifPresent, progress);
        }
        if (command.asJson()) {
            command.printPrettyJson(result);
        } else {
            ChosenWay chosen = new ChosenWay(
                    request.tries().get(result.chosen()), request.common().out());
            command.out().print(CrossValidationText.of(result) + chosen.text(command.arguments()));
        }
        return 0; // reported as warnings, fold by fold
    }
}
