package attune.cli;

import attune.fault.UserFault;
import attune.server.LogFormat;
import attune.server.ServerSettings;
import attune.server.TranscriptionServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune serve}. */
@Command(
        name = "serve",
        description =
                "Serves models over HTTP as OpenAI's transcription API, live sound over WebSocket as its"
                        + " Realtime API or vosk-server, and a page for people at /. Ctrl-C or SIGTERM answers what has been begun and stops.",
        footer = {
            "",
            "Examples:",
            "  attune serve -m runs/ivr -m live=source-en-streaming",
            "  attune serve --models runs/ --host 0.0.0.0 --api-key-file keys.txt",
            "  curl localhost:8080/v1/audio/transcriptions -F model=ivr -F file=@call.wav"
        })
final class ServeCommand extends SubCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final int MILLIS_TO_NOTICE_A_SIGNAL = 100;

    @Option(
            names = {"-m", "--model"},
            order = 1,
            converter = ServedBundle.Converter.class,
            paramLabel = ModelPath.LABEL,
            description = "A bundle, a finished run's folder, or the name of a shipped model; may be repeated. Clients"
                    + " call it by its name, or give ID=MODEL.")
    private List<ServedBundle> bundles = new ArrayList<>();

    @Option(
            names = "--models",
            order = 2,
            paramLabel = "FOLDER",
            description = "Serve the bundles and runs in this folder, which is looked at every 5 s: new, replaced and"
                    + " removed ones take effect, and no request is lost.")
    private @Nullable Path folder;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address to listen on. Any but this machine's own needs --api-key-file or --open. Default:"
                    + " 127.0.0.1.")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Port to listen on; 0 for any that is free. Default: 8080.")
    private int port;

    @Option(
            names = "--alias",
            paramLabel = "NAME=ID",
            description =
                    "Another name of a model, such as whisper-1 for clients that cannot be told; may be" + " repeated.")
    private Map<String, String> aliases = new LinkedHashMap<>();

    @Mixin
    private AccessOptions access;

    @Expert(Topic.OUTPUT)
    @Option(
            names = "--log-format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json. A line for each request goes to standard error, never what was said."
                    + " Default: text.")
    private LogFormat logFormat;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private ComputingOptions computing;

    @Override
    int execute() throws IOException {
        computing.choose();
        ServerSettings settings = new ServerSettings(host, port, models(), aliases, access.access(), limits.limits());
        Interrupt interrupt = Interrupt.listen();
        try (TranscriptionServer server = TranscriptionServer.start(settings, logFormat, this::tell)) {
            String ids = String.join(", ", server.models());
            if (ids.isEmpty()) {
                warn("warning: " + folder + ": holds no model that can be served, neither a bundle (*.attune) nor a"
                        + " finished run; put one there, or stop and give another --models");
            }
            tell("listening on " + address(server.port(), settings) + "; models: " + (ids.isEmpty() ? "none" : ids)
                    + "; Ctrl-C stops");
            while (!interrupt.wished()) {
                Thread.sleep(MILLIS_TO_NOTICE_A_SIGNAL);
            }
            tell("stopping; still to be answered: " + server.inFlight() + "; again to stop at once");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.DONE;
    }

    private String address(int listening, ServerSettings settings) {
        String scheme = settings.access().tls().isPresent() ? "https" : "http";
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listening;
    }

    private ServerSettings.Models models() {
        if (folder != null) {
            if (!bundles.isEmpty()) {
                throw new UserFault("--models", "excludes --model", "put the bundles into the folder, or name them");
            }
            if (!Files.isDirectory(folder)) {
                throw new UserFault("--models", "'" + folder + "' is not a folder", "give one with bundles");
            }
            return new ServerSettings.Folder(folder, ModelPath.MODELS_OF_RUNS, BETWEEN_LOOKS);
        }
        if (bundles.isEmpty()) {
            throw new UserFault("--model", "no model is given", "give -m MODEL or --models FOLDER");
        }
        Map<String, Path> byId = new LinkedHashMap<>();
        for (ServedBundle model : bundles) {
            if (byId.put(model.id(), model.bundle()) != null) {
                throw new UserFault("--model", "two models are called '" + model.id() + "'", "give one as ID=MODEL");
            }
        }
        return new ServerSettings.Bundles(byId);
    }
}
