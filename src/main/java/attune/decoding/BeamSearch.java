package attune.decoding;

import java.util.List;

/**
 * One clip's search, fed with frames as they come. How they are divided among calls makes no difference. Not thread-safe.
 *
 * <pre>{@code
 * BeamSearch search = decoder.start();
 * while (…) {
 *     search.accept(frames);
 *     show(search.partial());
 * }
 * BeamResult result = search.finish();
 * }</pre>
 *
 * <p>CTC prefix beam search (Hannun et al. 2014, algorithm 1) in log space. A prefix's score is that of all paths that
 * spell it, so two paths to one text help each other. Memory stays bounded however long the clip: once more than
 * {@value #FRAMES_KEPT} frames are waiting, the best text's words up to {@value #FRAMES_OPEN} frames ago are settled and
 * prefixes that disagree with them are dropped. A text without a space, because the alphabet has none or no words were
 * said, cannot be settled.
 */
public final class BeamSearch {
    static final int FRAMES_KEPT = 1024;
    static final int FRAMES_OPEN = 512;
    static final int FRAMES_BETWEEN_SWEEPS = 32;
    private static final int FRAMES_BETWEEN_SETTLEMENTS = 256;

    private final BeamSettings settings;
    private final LanguageScorer language;
    private final int outputCount;
    private final int space;
    private final FrameOutputs outputs;
    private final Timeline timeline;
    private Beam beam = new Beam();
    private Beam next = new Beam();
    private long frame;
    private boolean finished;

    /** A candidate that ranks lower cannot stay in the beam. */
    private double floor;

    BeamSearch(BeamSettings settings, LanguageScorer language, Spelling spelling) {
        this.settings = settings;
        this.language = language;
        this.outputCount = spelling.alphabet().size();
        this.space = language.space();
        this.outputs = new FrameOutputs(outputCount, spelling.alphabet().blankIndex(), settings);
        this.timeline = new Timeline(spelling);
        Prefix root = language.start();
        root.reach(-2);
        root.addInBlank(0);
        root.settleFrame();
        beam.add(root);
    }

    /**
     * Takes the next frames.
     *
     * @param logProbs natural logarithms of the outputs' probabilities, [frame × output]; may be empty
     * @throws IllegalArgumentException when a frame does not have one number for each output of the alphabet, holds a
     *     NaN, or gives every output probability 0
     * @throws IllegalStateException after {@link #finish()}
     */
    public void accept(float[][] logProbs) {
        requireUnfinished();
        for (float[] row : logProbs) {
            FramePath.requireLogProbs(row, frame, outputCount);
            timeline.add(row);
            advance(row);
            frame++;
            if (frame % FRAMES_BETWEEN_SWEEPS == 0) {
                sweep();
            }
            if (timeline.openFrames() > FRAMES_KEPT && frame % FRAMES_BETWEEN_SETTLEMENTS == 0) {
                settle();
            }
        }
    }

    /**
     * The best text so far. Its end may still change; a word under way shows as far as it is spelled.
     *
     * @return words with single spaces between them; may be empty
     */
    public String partial() {
        return timeline.text(beam.best().withoutSpace().labels());
    }

    /**
     * The beginning of {@link #partial()} that stays as it is whatever comes, since every text that is still followed
     * begins with it. Grows from call to call, and ends as a beginning of the result's text.
     *
     * @return whole words with single spaces between them; empty where the alphabet has no space
     */
    public String stable() {
        Prefix common = beam.best();
        for (int i = 1; i < beam.size(); i++) {
            common = common.common(beam.get(i));
        }
        return timeline.text(common.withoutLastWord().withoutSpace().labels());
    }

    /**
     * Ends the clip.
     *
     * @return what was said
     * @throws IllegalStateException when called twice
     */
    public BeamResult finish() {
        requireUnfinished();
        finished = true;
        List<Ending> endings = Ending.of(beam, language);
        List<Hypothesis> hypotheses = endings.stream()
                .limit(settings.hypotheses())
                .map(ending -> ending.hypothesis(timeline))
                .toList();
        return new BeamResult(timeline.transcript(OpenText.of(endings, space)), hypotheses);
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("the search is finished; start another for the next clip");
        }
    }

    private void advance(float[] row) {
        outputs.read(row);
        floor = Prefix.NEVER;
        for (int i = 0; i < beam.size(); i++) {
            Prefix prefix = beam.get(i);
            stay(prefix);
            for (int k = 0; k < outputs.count; k++) {
                extend(prefix, outputs.labels[k], outputs.logProbs[k]);
            }
        }
        for (int i = 0; i < next.size(); i++) {
            next.get(i).settleFrame();
        }
        next.keepBest(settings.width(), settings.beamThreshold());
        beam.clear();
        Beam swapped = beam;
        beam = next;
        next = swapped;
    }

    /** A blank leaves the prefix as it is. */
    private void stay(Prefix prefix) {
        double logProb = prefix.acoustic + outputs.blankLogProb;
        if (reached(prefix, logProb)) {
            prefix.addInBlank(logProb);
        }
    }

    /** The last label again belongs to it, unless a blank has come between; any other label begins a longer prefix. */
    private void extend(Prefix prefix, int label, double logProb) {
        if (label != prefix.label) {
            grow(prefix, label, prefix.acoustic + logProb);
        } else if (label == space) {
            addToLabel(prefix, prefix.acoustic + logProb);
        } else {
            addToLabel(prefix, prefix.endsInLabel + logProb);
            grow(prefix, label, prefix.endsInBlank + logProb);
        }
    }

    private void grow(Prefix prefix, int label, double logProb) {
        if (logProb > Prefix.NEVER) {
            Prefix child = language.extended(prefix, label);
            if (child != null) {
                addToLabel(child, logProb);
            }
        }
    }

    private void addToLabel(Prefix prefix, double logProb) {
        if (logProb > Prefix.NEVER && reached(prefix, logProb)) {
            prefix.addInLabel(logProb);
        }
    }

    /** Whether a path is worth following; the prefix it leads to is then a candidate. */
    private boolean reached(Prefix prefix, double logProb) {
        double rank = logProb + prefix.languageScore + prefix.outlook;
        if (rank < floor) {
            return false;
        }
        floor = Math.max(floor, rank - settings.beamThreshold());
        if (prefix.reach(frame)) {
            next.add(prefix);
        }
        return true;
    }

    /** Frees the prefixes that nothing in the beam goes on from: nearly all that were ever tried. */
    private void sweep() {
        for (int i = 0; i < beam.size(); i++) {
            beam.get(i).keep(frame);
        }
    }

    private void settle() {
        int settled = timeline.settle(OpenText.of(beam, space), FRAMES_OPEN);
        if (settled == 0) {
            return;
        }
        Prefix root = beam.best().ancestor(settled);
        for (int i = 0; i < beam.size(); i++) {
            if (beam.get(i).descendsFrom(root)) {
                next.add(beam.get(i));
            }
        }
        root.parent = null;
        beam.clear();
        Beam swapped = beam;
        beam = next;
        next = swapped;
    }
}
