package attune.cli;

import attune.corpus.ManifestFormat;
import attune.fault.UserFault;
import attune.jobs.CorpusConvert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune corpus convert}. */
@Command(
        name = "convert",
        description = "Writes a corpus as another toolkit reads it. Audio stays where it is, unless --cut is given.",
        footer = {
            "",
            "Examples:",
            "  attune corpus convert train.jsonl -o train.csv",
            "  attune corpus convert clips.jsonl -o data/train --format kaldi",
            "  attune corpus convert talks.jsonl -o talks.tsv --cut"
        })
final class CorpusConvertCommand extends SubCommand {
    @Parameters(arity = "1..*", paramLabel = "MANIFEST", description = "The corpus, in any format.")
    private List<Path> manifests = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "The manifest to write, or the folder for kaldi and librispeech.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "nemo (JSON lines), deepspeech (CSV), commonvoice (TSV), kaldi or librispeech (folders; the"
                    + " latter needs --cut). Default: by the ending of OUT, .jsonl, .csv or .tsv.")
    private @Nullable ManifestFormat format;

    @Option(
            names = "--cut",
            description =
                    "Write every clip as a WAV file of its own (one channel, 16 bits) into a folder OUT-clips, for"
                            + " formats without times in a file.")
    private boolean cut;

    @Mixin
    private ColumnOptions columns;

    @Override
    int execute() throws IOException {
        int clips;
        try (ShownProgress progress = progress()) {
            clips = new CorpusConvert(new CorpusConvert.Request(manifests, columns.columns(), out, formatOfOut(), cut))
                    .run(progress);
        }
        tell(out + ": " + clips + (clips == 1 ? " clip" : " clips") + " written");
        return ExitCodes.DONE;
    }

    private ManifestFormat formatOfOut() {
        return format != null
                ? format
                : ManifestFormat.of(out)
                        .orElseThrow(() -> new UserFault(
                                "--out " + out,
                                "its name does not tell the format",
                                "add --format, or give a name that ends in .jsonl, .csv or .tsv"));
    }
}
