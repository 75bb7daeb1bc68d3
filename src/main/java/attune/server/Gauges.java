package attune.server;

/** What is going on now, for {@link Metrics}. */
record Gauges(Admission admission, ModelShelf shelf) {
    void write(StringBuilder text) {
        gauge(
                text,
                "attune_transcriptions",
                "Transcriptions that are going on or waiting.",
                admission.transcriptions());
        gauge(text, "attune_live_sessions", "Live sessions that are open.", admission.liveSessions());
        Runtime jvm = Runtime.getRuntime();
        gauge(text, "attune_heap_bytes", "Java heap in use.", (double) (jvm.totalMemory() - jvm.freeMemory()));
        String waiting = "attune_waiting_pieces";
        Metrics.head(text, waiting, "Pieces that wait for a pass of the network.", "gauge");
        shelf.all()
                .forEach(model -> Metrics.line(
                        text,
                        waiting,
                        Metrics.labels("model", model.id()),
                        model.line().waiting()));
        String info = "attune_model_info";
        Metrics.head(text, info, "Models that are served.", "gauge");
        shelf.all()
                .forEach(model ->
                        Metrics.line(text, info, Metrics.labels("model", model.id(), "sha256", model.sha256()), 1));
    }

    private static void gauge(StringBuilder text, String name, String help, double value) {
        Metrics.head(text, name, help, "gauge");
        Metrics.line(text, name, "", value);
    }
}
