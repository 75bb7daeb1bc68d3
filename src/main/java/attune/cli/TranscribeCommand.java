package attune.cli;

import attune.jobs.Transcribe;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune transcribe}. */
@Command(
        name = "transcribe",
        aliases = "infer",
        description = "Writes what is said in audio files, folders of them, or a manifest's clips.")
final class TranscribeCommand extends SubCommand {
    /** How transcripts are written. */
    enum Format {
        /** The text; with several clips each on a line after the file's name and a tab. */
        TXT,
        /** JSON lines: audio_filepath, duration, text. */
        JSON
    }

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The model.")
    private Path model;

    @Parameters(arity = "1..*", paramLabel = "AUDIO", description = "Audio files, folders or manifests.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "txt",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    /** One JSON line. */
    record Line(String audio_filepath, double offset, double duration, String text) {}

    @Mixin
    private KernelOption kernel;

    @Override
    int execute() throws IOException {
        kernel.choose();
        int rejected;
        try (TerminalProgress progress = progress()) {
            rejected = new Transcribe(model, inputs).run(progress, this::print);
        }
        if (rejected > 0) {
            warn(rejected + (rejected == 1 ? " clip" : " clips") + " could not be read");
            return ExitCodes.WITH_REJECTS;
        }
        return ExitCodes.DONE;
    }

    private void print(Transcribe.Result result) {
        result.heard().fault().ifPresent(fault -> warn(fault.getMessage()));
        if (result.heard().transcript().isEmpty()) {
            return;
        }
        String file = result.utterance().clip().audio().toString();
        String text = result.heard().text();
        boolean single = inputs.size() == 1
                && inputs.get(0).equals(result.utterance().clip().audio());
        if (format == Format.TXT) {
            out().println(single ? text : file + "\t" + text);
        } else {
            try {
                printJson(new Line(
                        file,
                        result.utterance().clip().offsetSeconds(),
                        result.heard().seconds(),
                        text));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        out().flush();
    }
}
