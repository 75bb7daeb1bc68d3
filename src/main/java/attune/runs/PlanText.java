package attune.runs;

import java.util.stream.Collectors;

/**
 * What is done in a run, for a person.
 *
 * @param plan of the run
 * @param operated the source after the operation
 * @param example the domain's word for an example, such as "clip"
 */
record PlanText(AdaptPlan<?> plan, OperatedSource operated, String example) {
    private static final int MOST_ROWS_SHOWN = 40;

    /** The layer table with the stages and the trunk cache: the contents of {@code layers.txt}. */
    String layers() {
        return operated.text()
                + plan.course().stagesText(plan.settings().schedule().epochs())
                + plan.trunk().text(example);
    }

    /** The note before training: for a network with many layers, only what follows the table. */
    String shown(Defaults defaults) {
        int rows = operated.layers().rows().size();
        String shown = rows <= MOST_ROWS_SHOWN
                ? layers()
                : layers().lines()
                        .skip(rows + 1L) // the heading, too
                        .collect(Collectors.joining("\n", rows + " layers, listed in layers.txt\n", "\n"));
        return shown + settings(defaults);
    }

    /** A line on how the model is trained and, if that is the default, why. */
    private String settings(Defaults defaults) {
        String text = plan.settings().text() + ", " + plan.domain().shownText();
        boolean usual = plan.settings()
                        .equals(defaults.settings().withSeed(plan.settings().seed()))
                && plan.domain().shownText().equals(defaults.shownText());
        return text + "\n" + (usual ? "(" + defaults.reason() + ")\n" : "");
    }
}
