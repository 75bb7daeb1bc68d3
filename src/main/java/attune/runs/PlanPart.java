package attune.runs;

import java.util.Map;

/** A domain's own part of a run's plan. */
public interface PlanPart {

    /**
     * How examples are shown in training, for the user.
     *
     * @return a few words, such as "features masked"
     */
    String shownText();

    /**
     * Whether examples are shown differently in every epoch.
     *
     * @return false if they are shown unaltered
     */
    boolean altersExamples();

    /**
     * The share of the steps that are taken on replayed data.
     *
     * @return by default 0
     */
    default double replayShare() {
        return 0;
    }

    /**
     * The entries for the model's provenance.
     *
     * @return text by name
     */
    Map<String, String> provenance();
}
