package attune.server;

import attune.bundle.ProvenanceStep;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model as {@code GET /v1/models} describes it: OpenAI's four fields, and ours. */
final class ModelEntry {
    private ModelEntry() {}

    static Map<String, Object> of(ServedModel served) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", served.id());
        entry.put("object", "model");
        entry.put("created", served.written().getEpochSecond());
        entry.put("owned_by", "attune");
        entry.put("sha256", served.sha256());
        entry.put("licence", served.model().metadata().licence());
        entry.put("sample_rate", served.model().format().frontEnd().sampleRateHz());
        entry.put("language", served.language().toLanguageTag());
        entry.put("language_model", served.model().language().isPresent());
        entry.put("live", served.live().isPresent());
        entry.put(
                "provenance",
                served.model().metadata().provenance().stream()
                        .map(ModelEntry::step)
                        .toList());
        return entry;
    }

    /** Without its command line, which tells the paths of the machine that made it. */
    private static Map<String, Object> step(ProvenanceStep step) {
        return Map.of("what", step.what(), "when", step.when().toString(), "results", step.results());
    }
}
