package attune.cli;

import attune.jobs.Plan;
import attune.runs.Adaptation;
import attune.speech.language.LanguageTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune plan}. */
@Command(
        name = "plan",
        description = "Shows the layers that an operation would give a speech or image model, and which of them learn,"
                + " without training.",
        footer = {
            "",
            "Example:",
            "  attune plan -m source-en --keep-until lstm2 --insert bilstm:128 \\",
            "      --train-layers new"
        })
final class PlanCommand extends ReportCommand {
    @Mixin
    private OperationOptions operation;

    @Mixin
    private DropOption drop;

    @Mixin
    private TrainLayersOption trainLayers;

    @Option(
            names = "--train",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Training speech, for --alphabet auto; for an image model, folders of pictures, for the classes.")
    private List<Path> train = new ArrayList<>();

    @Override
    int execute() throws IOException {
        Adaptation.Preview result = new Plan(
                        operation.model(),
                        operation.operation(trainLayers.which()),
                        operation.choices(drop.layers(), Optional.empty(), LanguageTexts.USUAL),
                        train)
                .run();
        if (asJson()) {
            printPrettyJson(result.table());
        } else {
            out().print(result.text());
        }
        return ExitCodes.DONE;
    }
}
