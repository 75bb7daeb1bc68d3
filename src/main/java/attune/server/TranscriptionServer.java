package attune.server;

import attune.fault.UserFault;
import attune.files.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * A running server: OpenAI's transcription API at {@code /v1/audio/transcriptions}, its Realtime sessions at {@code
 * /v1/realtime}, vosk's WebSocket at {@code /v1/stream}, a page for people at {@code /}.
 *
 * <pre>{@code
 * try (TranscriptionServer server = TranscriptionServer.start(settings, LogFormat.TEXT, log::add)) {
 *     waitForSignal();
 * }
 * }</pre>
 *
 * <p>Closing it answers what has been begun and takes nothing new. Do that before the JVM ends: once it is ending, the
 * kernels of the networks start nothing any more.
 */
public final class TranscriptionServer implements AutoCloseable {
    /** By the process's number, one sees which folders a killed server has left. */
    static final String UPLOADS = "attune-serve-" + ProcessHandle.current().pid() + "-";

    /** Besides those that wait for recordings: for what is answered at once, and Jetty's own. */
    private static final int SPARE_THREADS = 32;

    private final ServerSettings settings;
    private final ServerLog log;
    private final Metrics metrics = new Metrics();
    private final ExecutorService decoding;
    private final ScheduledExecutorService watch;
    private final ModelShelf shelf;
    private final Health health;
    private final Admission admission;
    private final Path uploads;
    private final LiveSessions live;
    private final Api api;
    private final Server jetty;

    private TranscriptionServer(ServerSettings settings, ServerLog log) throws IOException {
        this.settings = settings;
        this.log = log;
        Limits limits = settings.limits();
        ServerSettings.Access access = settings.access();
        Gate gate = new Gate(
                access.keyFile().map(Keys::read), access.origins(), new HostNames(settings.isLocal(), access.hosts()));
        decoding = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), daemons("attune decoding"));
        watch = Executors.newSingleThreadScheduledExecutor(daemons("attune models"));
        shelf = new ModelShelf(settings.aliases(), decoding, metrics, log::say);
        health = new Health(shelf);
        admission = new Admission(limits);
        uploads = Files.createTempDirectory(UPLOADS);
        Requests requests = new Requests(log, metrics);
        live = new LiveSessions(gate, admission, shelf, limits, requests);
        api = new Api(
                requests,
                gate,
                shelf,
                health,
                metrics,
                new Gauges(admission, shelf),
                new Transcriptions(admission, shelf, limits, uploads));
        jetty = new Server(new QueuedThreadPool(limits.queue() + limits.live() + SPARE_THREADS));
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Opens the models and then the port.
     *
     * @param settings what to serve to whom
     * @param format of the log
     * @param log takes its lines, from many threads
     * @return the server, which answers
     * @throws UserFault if a bundle, a key file, the key store or the port cannot be used
     * @throws IOException if a file cannot be read
     */
    public static TranscriptionServer start(ServerSettings settings, LogFormat format, Consumer<String> log)
            throws IOException {
        TranscriptionServer server = new TranscriptionServer(settings, new ServerLog(format, log));
        try {
            server.openModels();
            server.listen();
            return server;
        } catch (IOException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void openModels() throws IOException {
        if (settings.models() instanceof ServerSettings.Bundles given) {
            shelf.open(given.bundles());
        } else if (settings.models() instanceof ServerSettings.Folder watched) {
            shelf.rescan(watched);
            long millis = watched.every().toMillis();
            @SuppressWarnings("unused") // it never fails, and ends with the executor
            Future<?> looks =
                    watch.scheduleWithFixedDelay(() -> rescan(watched), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void rescan(ServerSettings.Folder folder) {
        try {
            shelf.rescan(folder);
        } catch (IOException | RuntimeException | Error e) { // it may be back the next time
            log.say("the models folder cannot be read (" + e + "); the models stay");
        }
    }

    private void listen() throws IOException {
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(jetty, live::configure);
        sockets.setHandler(api);
        jetty.setHandler(new GracefulHandler(sockets));
        jetty.setErrorHandler(new PlainErrors());
        jetty.setStopTimeout(TimeUnit.SECONDS.toMillis(settings.limits().answerSeconds()));
        jetty.addConnector(Door.open(jetty, settings));
        try {
            jetty.start();
        } catch (Exception e) {
            throw notListening(e);
        }
    }

    private RuntimeException notListening(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String where = settings.host() + ":" + settings.port();
        if (root instanceof BindException || e.getCause() instanceof BindException) {
            return new UserFault(where, "cannot be listened on (" + root.getMessage() + ")", "give another port", e);
        }
        return new UserFault(where, "the server cannot be started (" + root + ")", "give another host or port", e);
    }

    /**
     * Where it listens.
     *
     * @return the port, which matters if any free one was wanted
     */
    public int port() {
        return Door.port(jetty);
    }

    /**
     * What is served.
     *
     * @return the ids of the models now
     */
    public Iterable<String> models() {
        return shelf.all().stream().map(ServedModel::id).toList();
    }

    /**
     * What is going on.
     *
     * @return transcriptions and live sessions that are not finished
     */
    public int inFlight() {
        return admission.transcriptions() + admission.liveSessions();
    }

    /** The server's insides, for tests. */
    Api api() {
        return api;
    }

    /** Answers what has been begun, refuses what comes, and stops. */
    @Override
    public void close() {
        health.noteStopping();
        watch.shutdownNow();
        live.stop();
        try {
            jetty.stop();
        } catch (Exception e) {
            log.say("not everything was answered before the end (" + e + ")");
        }
        shelf.retireAll();
        decoding.shutdown();
        try {
            FileTree.delete(uploads, file -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
