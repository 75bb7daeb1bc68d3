package attune.server;

import java.util.Optional;

/** Whether the server can do its work now. */
final class Health {
    /** Even on a busy machine a pass, of a minute of sound at most, takes seconds. */
    private static final double LONGEST_PASS_SECONDS = 120;

    private final ModelShelf shelf;
    private volatile boolean stopping;

    Health(ModelShelf shelf) {
        this.shelf = shelf;
    }

    void noteStopping() {
        stopping = true;
    }

    /** Why new work should go elsewhere; empty if it need not. */
    Optional<String> obstacle() {
        if (stopping) {
            return Optional.of("the server is stopping");
        }
        if (shelf.all().isEmpty()) {
            return Optional.of("no model is served");
        }
        return shelf.all().stream()
                .filter(model -> model.line().longestPassSeconds() > LONGEST_PASS_SECONDS)
                .findFirst()
                .map(model -> "the model " + model.id() + " hangs");
    }
}
