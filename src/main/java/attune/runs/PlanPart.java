package attune.runs;

import java.util.Map;

/** What a domain's own part of a run's plan tells of itself. */
public interface PlanPart {

    /**
     * How examples are shown in training, for the user.
     *
     * @return a few words, such as "features masked"
     */
    String shownText();

    /**
     * Whether examples are shown otherwise in every epoch.
     *
     * @return false where they are shown as they are
     */
    boolean altersExamples();

    /**
     * What of it belongs into the model's provenance.
     *
     * @return text by name
     */
    Map<String, String> provenance();
}
