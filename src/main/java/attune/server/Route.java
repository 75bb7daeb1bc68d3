package attune.server;

import java.io.IOException;

/**
 * An address and what answers there.
 *
 * @param method GET or POST
 * @param path exact, or with {@code {id}} as its last part
 * @param open whether it is answered without a key
 * @param action answers
 */
record Route(String method, String path, boolean open, Action action) {
    private static final String ID = "{id}";

    /** Answers a request. */
    @FunctionalInterface
    interface Action {
        void answer(Exchange exchange) throws IOException;
    }

    boolean matches(String asked) {
        if (!path.endsWith(ID)) {
            return path.equals(asked);
        }
        String before = path.substring(0, path.length() - ID.length());
        return asked.startsWith(before) && asked.length() > before.length();
    }
}
