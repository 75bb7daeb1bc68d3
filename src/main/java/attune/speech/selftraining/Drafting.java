package attune.speech.selftraining;

import attune.corpus.Clip;
import attune.corpus.LeftOut;
import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.decoding.HotWords;
import attune.decoding.Transcript;
import attune.evaluation.EditDistance;
import attune.progress.Progress;
import attune.speech.ClipFrames;
import attune.speech.DecodingSettings;
import attune.speech.Pieces;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Transcribes recordings twice: as well as the model can, and greedily, by the network alone. Where both agree, the sound
 * itself says so, and not just the language model. Long recordings are cut in their pauses.
 */
final class Drafting {
    private static final int CLIPS_AT_ONCE = 128;
    /** 3 kB of output for each. */
    private static final double SECONDS_AT_ONCE = 1800;

    private final Transcriber listener;
    private final SpeechDecoder best;
    private final SpeechDecoder greedy;

    /**
     * With a model.
     *
     * @param model with or without a language model
     */
    Drafting(SpeechModel model) {
        greedy = SpeechDecoder.greedy(model.format(), Calibration.NONE);
        best = model.language().isPresent()
                ? model.decoder()
                : SpeechDecoder.beam(model.format(), DecodingSettings.DEFAULT.width(), HotWords.none(), 1);
        listener = new Transcriber(model, greedy);
    }

    /**
     * Transcribes.
     *
     * @param recordings their lengths known
     * @param progress is told of every recording
     * @return a draft for every utterance in which anything was heard, in order
     */
    List<Draft> of(List<Utterance> recordings, Progress progress) {
        List<Draft> drafts = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (int from = 0; from < recordings.size(); ) {
            int to = behindGroup(recordings, from);
            List<Utterance> group = recordings.subList(from, to);
            List<ClipFrames> heard = new ArrayList<>();
            listener.frames(group.stream().map(Utterance::clip).toList(), heard::add);
            for (int i = 0; i < heard.size(); i++) {
                String where = group.get(i).where();
                heard.get(i).fault().ifPresent(fault -> bad.add(where + ": " + fault.problem()));
            }
            drafts.addAll(
                    stretches(group, heard).parallel().flatMap(this::draft).toList());
            from = to;
            progress.at(to, "");
            progress.stopIfRequested("while drafting");
        }
        LeftOut.tell(bad, progress);
        return drafts;
    }

    private static int behindGroup(List<Utterance> recordings, int from) {
        double seconds = 0;
        int to = from;
        while (to < recordings.size() && to - from < CLIPS_AT_ONCE && (to == from || seconds < SECONDS_AT_ONCE)) {
            seconds += recordings.get(to++).clip().knownDurationSeconds();
        }
        return to;
    }

    private record Stretch(Utterance recording, ClipFrames frames, ClipFrames.Piece piece) {}

    private static Stream<Stretch> stretches(List<Utterance> recordings, List<ClipFrames> heard) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            ClipFrames frames = heard.get(i);
            for (ClipFrames.Piece piece : frames.pieces()) {
                stretches.add(new Stretch(recordings.get(i), frames, piece));
            }
        }
        return stretches.stream();
    }

    private Stream<Draft> draft(Stretch stretch) {
        ClipFrames.Piece piece = stretch.piece;
        float[][] logProbs = stretch.frames.rows(piece.from(), piece.to()).toArray(float[][]::new);
        Transcript heard = best.decode(logProbs);
        if (heard.words().isEmpty()) {
            return Stream.empty();
        }
        double confidence = heard.meanOfWords().orElseThrow();
        double errors = EditDistance.characters(
                        heard.text(), greedy.decode(logProbs).text())
                .rate();
        return Stream.of(
                new Draft(stretch.recording, clip(stretch), heard.text(), confidence, Math.max(0, 1 - errors)));
    }

    private static Clip clip(Stretch stretch) {
        Clip whole = stretch.recording.clip();
        if (whole.knownDurationSeconds() <= Pieces.LONGEST_SECONDS) {
            return whole;
        }
        return whole.part(stretch.frames.startOf(stretch.piece.from()), stretch.frames.endOf(stretch.piece.to() - 1));
    }
}
