package attune.cli;

import picocli.CommandLine.Option;

/** A command whose result is a report, for a person or for a program. */
abstract class ReportCommand extends SubCommand {
    /** How a report is written. */
    enum Format {
        /** For a person. */
        TEXT,
        /** For a program. */
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            order = 99,
            description = "text for people or json for programs. Default: ${DEFAULT-VALUE}.")
    private Format format;

    final boolean asJson() {
        return format == Format.JSON;
    }
}
