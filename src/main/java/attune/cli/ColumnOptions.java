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
                    "The column with the texts. Default: found by its name, such as text, transcript or" + " sentence.")
    private String text = "";

    Columns columns() {
        return new Columns(audio, text);
    }
}
