package attune.cli;

import attune.corpus.Columns;
import picocli.CommandLine.Option;

/** Which columns of a table are meant, where their names are not the usual ones. */
final class ColumnOptions {
    @Option(
            names = "--audio-column",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The column of a CSV or TSV that names the audio files. Default: found by its name, such as"
                    + " file, path or audio.")
    private String audio = "";

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "The column with the texts. Default: found by its name, such as text, transcript or sentence.")
    private String text = "";

    @Option(
            names = "--start-column",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Where each row is a piece of a recording, the column that says where in it the piece begins,"
                    + " in seconds or as h:mm:ss. Default: found by its name, such as start or start_time, if there is"
                    + " one for the end, too.")
    private String start = "";

    @Option(
            names = "--end-column",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The column that says where the piece ends. Default: found by its name, such as end or"
                    + " end_time.")
    private String end = "";

    Columns columns() {
        return new Columns(audio, text, start, end);
    }
}
