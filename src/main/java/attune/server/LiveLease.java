package attune.server;

import java.util.function.Consumer;

/** What an open live session holds: a place among the others, and a model. */
final class LiveLease implements AutoCloseable {
    private final Exchange exchange;
    private final ModelShelf shelf;
    private final Admission.Place place;
    private ServedModel.Use use;
    private boolean closed;

    LiveLease(Exchange exchange, ModelShelf shelf, Admission.Place place, ServedModel.Use use) {
        this.exchange = exchange;
        this.shelf = shelf;
        this.place = place;
        this.use = use;
    }

    /** Borrows a model that can transcribe sound that is still coming. */
    static ServedModel.Use borrow(ModelShelf shelf, String name) {
        ServedModel.Use use = shelf.borrow(name);
        if (use.of().live().isEmpty()) {
            use.close();
            throw Fault.invalid(
                            "The model '" + use.of().id() + "' needs whole recordings; ask for one whose entry in"
                                    + " /v1/models has live: true",
                            "model")
                    .refusal();
        }
        return use;
    }

    Exchange exchange() {
        return exchange;
    }

    ServedModel model() {
        return use.of();
    }

    /** Takes another model, unless a check refuses it. */
    void change(String name, Consumer<ServedModel> check) {
        ServedModel.Use other = borrow(shelf, name);
        try {
            check.accept(other.of());
        } catch (RuntimeException e) {
            other.close();
            throw e;
        }
        use.close();
        use = other;
    }

    /** Gives all back; false if that was done before. */
    boolean giveBack() {
        boolean first = !closed;
        close();
        return first;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            use.close();
            place.close();
        }
    }
}
