package attune.spark;

import picocli.CommandLine.Option;

/** The help of every command of its own. */
final class HelpOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts upon it
    private boolean help;

    @Option(names = "--all", hidden = true, description = "With --help: show all options.")
    @SuppressWarnings("UnusedVariable") // the help looks for it
    private boolean all;
}
