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

    /** More candidates than this are sifted before others are added: the fewer can still stay in the beam, the faster. */
    private final int crowd;

    private final Timeline timeline;
    private Beam beam = new Beam();
    private Beam next = new Beam();
    private long frame;
    private boolean finished;

    BeamSearch(BeamSettings settings, LanguageScorer language, Spelling spelling) {
        this.settings = settings;
        this.language = language;
        this.outputCount = spelling.alphabet().size();
        this.space = language.space();
        this.outputs = new FrameOutputs(outputCount, spelling.alphabet().blankIndex(), space, settings);
        this.crowd = 2 * settings.width();
        this.timeline = new Timeline(spelling);
        Prefix root = language.start();
        root.endsInBlank = 0;
        root.acoustic = 0;
        beam.add(root, root.languageScore + root.outlook);
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
        for (int i = 0; i < beam.size(); i++) {
            beam.get(i).follow(frame);
        }
        double floor = goOn();
        for (int i = 0; i < beam.size(); i++) {
            grow(beam.get(i), floor);
            if (next.size() > crowd) {
                floor = Math.max(floor, next.keepBest(settings.width(), settings.beamThreshold()));
            }
        }
        next.keepBest(settings.width(), settings.beamThreshold());
        for (int i = 0; i < next.size(); i++) {
            next.get(i).settleFrame();
        }
        swap();
    }

    /** Every prefix of the beam is a candidate again. Gives the rank below which no other can stay in the beam. */
    private double goOn() {
        double highest = Prefix.NEVER;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < beam.size(); i++) {
            double rank = beam.get(i).goOn(outputs, space, frame);
            next.add(beam.get(i), rank);
            highest = Math.max(highest, rank);
            lowest = Math.min(lowest, rank);
        }
        double threshold = highest - settings.beamThreshold();
        return beam.size() < settings.width() ? threshold : Math.max(threshold, lowest);
    }

    /** Adds the prefixes one label longer that are not in the beam already, and rank high enough. */
    private void grow(Prefix prefix, double floor) {
        for (int k = 0; k < outputs.count; k++) {
            if (language.highestByLetter(prefix, prefix.acoustic + outputs.logProbs[k]) < floor) {
                break; // nor can the labels after it
            }
            int label = outputs.labels[k];
            double logProb = prefix.before(label) + outputs.logProbs[k];
            if (language.highestByLetter(prefix, label, logProb) >= floor) {
                grow(prefix, label, logProb, floor);
            }
        }
        double inSpace = prefix.acoustic + outputs.spaceLogProb;
        if (prefix.label != space && inSpace > Prefix.NEVER && language.highestBySpace(prefix, inSpace) >= floor) {
            grow(prefix, space, inSpace, floor);
        }
    }

    private void grow(Prefix prefix, int label, double logProb, double floor) {
        if (logProb > Prefix.NEVER) {
            Prefix child = language.extended(prefix, label);
            if (child != null && !child.isFollowed(frame)) {
                double rank = child.begin(logProb);
                if (rank >= floor) {
                    next.add(child, rank);
                }
            }
        }
    }

    private void swap() {
        beam.clear();
        Beam swapped = beam;
        beam = next;
        next = swapped;
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
                next.add(beam.get(i), beam.rank(i));
            }
        }
        root.parent = null;
        swap();
    }
}
