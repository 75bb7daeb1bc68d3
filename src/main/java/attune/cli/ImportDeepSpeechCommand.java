package attune.cli;

import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.jobs.ImportDeepSpeech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune import deepspeech}. */
@Command(
        name = "deepspeech",
        description = "Makes a bundle of a Mozilla DeepSpeech or Coqui STT model, to adapt and to transcribe with.",
        footer = {
            "",
            "Examples:",
            "  attune import deepspeech deepspeech-0.9.3-models.pbmm -o deepspeech.attune --licence MPL-2.0",
            "  attune import deepspeech deepspeech-0.9.3-checkpoint --alphabet alphabet.txt -o deepspeech.attune"
        })
final class ImportDeepSpeechCommand extends SubCommand {
    @Parameters(
            paramLabel = "FILE_OR_FOLDER",
            description =
                    "A checkpoint (its folder or its .index), a .pbmm or a .pb file; a .tflite file only for want of"
                            + " these, since its weights are rounded to 8 bits.")
    private Path source;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The bundle to be.")
    private Path out;

    @Option(
            names = "--alphabet",
            paramLabel = "FILE",
            description = "The model's alphabet.txt, where it is neither in the model nor beside it.")
    private @Nullable Path alphabet;

    @Option(
            names = "--pad-last-window",
            description = "Hear the end of a clip as DeepSpeech's native client does: one more window, filled up with"
                    + " zeros. Default: as it was trained, with whole windows only.")
    private boolean padLastWindow;

    @Option(
            names = "--flag",
            paramLabel = "NAME=VALUE",
            description = "What a checkpoint was trained with, where no flags.txt beside it says it: relu_clip,"
                    + " audio_sample_rate, feature_win_len or feature_win_step. Default: DeepSpeech's.")
    private Map<String, String> flags = new TreeMap<>();

    @Option(
            names = "--licence",
            paramLabel = "SPDX",
            defaultValue = "NOASSERTION",
            description =
                    "Licence of the weights, as an SPDX identifier; Mozilla's are MPL-2.0. Default: nothing known.")
    private String licence;

    @Override
    int execute() throws IOException {
        ImportDeepSpeech.Request request = new ImportDeepSpeech.Request(
                source,
                out,
                Optional.ofNullable(alphabet),
                padLastWindow ? ClipEnd.PADDED : ClipEnd.DROPPED,
                flags,
                licence,
                commandLine());
        try (TerminalProgress progress = progress()) {
            Path bundle = new ImportDeepSpeech(request).run(progress);
            progress.close();
            out().println(bundle);
        }
        return ExitCodes.DONE;
    }
}
