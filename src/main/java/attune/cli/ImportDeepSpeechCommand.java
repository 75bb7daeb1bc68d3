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
        description = "Imports a Mozilla DeepSpeech or Coqui STT model, to adapt it and to transcribe with it.",
        footer = {
            "",
            "Examples:",
            "  attune import deepspeech deepspeech-0.9.3-models.pbmm --licence MPL-2.0 \\",
            "      -o deepspeech.attune",
            "  attune import deepspeech deepspeech-0.9.3-checkpoint \\",
            "      --alphabet alphabet.txt -o deepspeech.attune"
        })
final class ImportDeepSpeechCommand extends SubCommand {
    @Parameters(
            paramLabel = "FILE_OR_FOLDER",
            description =
                    "A checkpoint (its folder or its .index), a .pbmm or a .pb file. A .tflite file works, too, but its"
                            + " weights are rounded to 8 bits.")
    private Path source;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The bundle to write.")
    private Path out;

    @Option(
            names = "--alphabet",
            paramLabel = "FILE",
            description = "The model's alphabet.txt. Default: the one in the model or beside it.")
    private @Nullable Path alphabet;

    @Option(
            names = "--pad-last-window",
            description =
                    "Pad a clip's last window with zeros, as DeepSpeech's native client does. Default: whole windows"
                            + " only, as in its training.")
    private boolean padLastWindow;

    @Option(
            names = "--flag",
            paramLabel = "NAME=VALUE",
            description = "A flag that a checkpoint was trained with: relu_clip, audio_sample_rate, feature_win_len or"
                    + " feature_win_step; may be repeated. Default: flags.txt beside the checkpoint, else DeepSpeech's"
                    + " own.")
    private Map<String, String> flags = new TreeMap<>();

    @Option(
            names = "--licence",
            converter = LicenceConverter.class,
            paramLabel = "SPDX",
            defaultValue = "NOASSERTION",
            description =
                    "Licence of the weights, as an SPDX identifier; Mozilla's are MPL-2.0. Default: ${DEFAULT-VALUE}.")
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
        try (ShownProgress progress = progress()) {
            Path bundle = new ImportDeepSpeech(request).run(progress);
            progress.close();
            out().println(bundle);
        }
        return ExitCodes.DONE;
    }
}
