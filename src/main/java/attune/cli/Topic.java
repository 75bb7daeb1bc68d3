package attune.cli;

/** The topics of expert options: the headings under which {@code --help --all} lists them. */
enum Topic {
    LAYERS("Layers"),
    TRAINING("Training"),
    LANGUAGE_MODEL("Language model"),
    DECODING("Decoding"),
    LIVE_SOUND("Live sound"),
    OUTPUT("Output"),
    LIMITS("Limits"),
    MACHINES("Several machines"),
    COMPUTING("Computing");

    private final String heading;

    Topic(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
