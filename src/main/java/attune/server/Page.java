package attune.server;

import java.io.IOException;
import java.util.Map;

/**
 * The page for people: an HTML file with a stylesheet and JavaScript modules, all built in. It is answered without a key;
 * what it asks of the API needs one like anything else.
 */
final class Page {
    static final String ADDRESS = "/";
    static final String FILE = "/page/{id}";
    private static final String FOLDER = "/page/";

    /** Nothing from elsewhere, nothing inline, in no other site's frame; recordings are played from the browser's memory. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-cache");

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** The files and their types. */
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "style.css", "text/css; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "api.js", SCRIPT,
            "app.js", SCRIPT,
            "cues.js", SCRIPT,
            "microphone.js", SCRIPT,
            "pcm.js", SCRIPT,
            "recording.js", SCRIPT,
            "transcript.js", SCRIPT);

    private Page() {}

    /** Answers with the page or one of its files. */
    static void answer(Exchange exchange) throws IOException {
        String path = exchange.path();
        String name = path.equals(ADDRESS) ? "index.html" : path.substring(FOLDER.length());
        String type = FILES.get(name);
        if (type == null) {
            throw Fault.invalid(404, "The page has no file '" + Exchange.clean(name) + "'", null, "unknown_url")
                    .refusal();
        }
        HEADERS.forEach(exchange::header);
        exchange.answer(200, type, Api.builtIn("page/" + name));
    }
}
