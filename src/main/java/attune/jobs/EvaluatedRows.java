package attune.jobs;

import attune.corpus.Utterance;
import attune.evaluation.Bootstrap;
import attune.evaluation.Comparison;
import attune.evaluation.Evaluation;
import attune.evaluation.JointComparison;
import attune.evaluation.JudgedWords;
import attune.evaluation.Reliability;
import attune.evaluation.ReliabilityDifference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Recognisers' results on the same clips, each compared with the first. */
final class EvaluatedRows {
    private final List<Utterance> clips;
    private final List<String> leftOut;
    private final Bootstrap bootstrap;
    private final List<Evaluated> rows = new ArrayList<>();
    private Optional<JudgedWords> first = Optional.empty();

    EvaluatedRows(List<Utterance> clips, List<String> leftOut, Bootstrap bootstrap) {
        this.clips = clips;
        this.leftOut = leftOut;
        this.bootstrap = bootstrap;
    }

    /**
     * Adds a recogniser.
     *
     * @param recogniser its bundle or file
     * @param measured each clip as it heard it
     * @param forgotten an adapted model beside its source on its probe; empty where there is none
     * @param words with their confidences; empty where these are not asked for
     */
    void add(
            Path recogniser,
            List<MeasuredClip> measured,
            Optional<JointComparison> forgotten,
            Optional<JudgedWords> words) {
        Evaluation evaluation =
                Evaluation.of(measured.stream().map(MeasuredClip::scored).toList(), bootstrap);
        Optional<Comparison> comparison = rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Comparison.of(rows.get(0).evaluation(), evaluation, bootstrap));
        Optional<Evaluated.Confidences> confidences = words.map(this::confidences);
        if (rows.isEmpty()) {
            first = words;
        }
        rows.add(new Evaluated(
                recogniser,
                evaluation,
                comparison,
                forgotten,
                confidences,
                IntStream.range(0, clips.size())
                        .mapToObj(i -> measured.get(i).result(clips.get(i)))
                        .toList(),
                leftOut));
    }

    private Evaluated.Confidences confidences(JudgedWords words) {
        return new Evaluated.Confidences(
                Reliability.of(words, bootstrap),
                first.map(before -> ReliabilityDifference.of(before, words, bootstrap)));
    }

    /** All of them, in order. */
    List<Evaluated> all() {
        return List.copyOf(rows);
    }
}
