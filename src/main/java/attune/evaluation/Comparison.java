package attune.evaluation;

import attune.fault.UserFault;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two recognisers on the same clips, such as the source model and the adapted one.
 *
 * @param bootstrap the difference of the two word error rates, its interval and significance
 * @param matchedPairs the same comparison by MAPSSWE
 */
public record Comparison(PairedBootstrap bootstrap, MatchedPairs matchedPairs) {
    /**
     * Compares clip by clip. The clips are paired by id and may be in a different order.
     *
     * @param baseline the recogniser to beat
     * @param candidate the other
     * @param bootstrap how to draw
     * @return the comparison
     * @throws UserFault if a clip is missing on one side, occurs twice on one, or has another reference; the first such
     *     clip is named
     */
    public static Comparison of(Evaluation baseline, Evaluation candidate, Bootstrap bootstrap) {
        List<ScoredClip> clips = baseline.clips();
        List<ScoredClip> others = paired(clips, candidate.clips());
        long[] differences = new long[clips.size()];
        long[] lengths = new long[clips.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] =
                    others.get(i).words().errors() - clips.get(i).words().errors();
            lengths[i] = clips.get(i).words().referenceLength();
        }
        return new Comparison(PairedBootstrap.of(differences, lengths, bootstrap), MatchedPairs.of(differences));
    }

    /**
     * Whether the difference is more than chance.
     *
     * @return by the paired bootstrap, at a level of 5 %
     */
    public boolean isSignificant() {
        return bootstrap.pValue() < Bootstrap.SIGNIFICANT;
    }

    /** The candidate's clips in the order of the baseline's. */
    private static List<ScoredClip> paired(List<ScoredClip> baseline, List<ScoredClip> candidate) {
        Map<String, ScoredClip> unpaired = new LinkedHashMap<>();
        for (ScoredClip clip : candidate) {
            if (unpaired.put(clip.id(), clip) != null) {
                throw twice(clip, "candidate");
            }
        }
        Set<String> seen = new HashSet<>();
        List<ScoredClip> paired =
                baseline.stream().map(clip -> partner(clip, unpaired, seen)).toList();
        unpaired.values().stream().findFirst().ifPresent(clip -> {
            throw missing(clip, "candidate", "baseline");
        });
        return paired;
    }

    private static ScoredClip partner(ScoredClip clip, Map<String, ScoredClip> unpaired, Set<String> seen) {
        if (!seen.add(clip.id())) {
            throw twice(clip, "baseline");
        }
        ScoredClip partner = unpaired.remove(clip.id());
        if (partner == null) {
            throw missing(clip, "baseline", "candidate");
        }
        if (!Tokens.words(clip.reference()).equals(Tokens.words(partner.reference()))) {
            throw new UserFault(
                    "clip " + clip.id(),
                    "the references differ: '" + clip.reference() + "' for the baseline, '" + partner.reference()
                            + "' for the candidate",
                    "score both with the same manifest and the same text normaliser");
        }
        return partner;
    }

    private static UserFault twice(ScoredClip clip, String side) {
        return new UserFault(
                "clip " + clip.id(),
                "occurs twice in the " + side + "'s evaluation",
                "give each clip of the manifest an id of its own");
    }

    private static UserFault missing(ScoredClip clip, String there, String notThere) {
        return new UserFault(
                "clip " + clip.id(),
                "is in the " + there + "'s evaluation but not in the " + notThere + "'s",
                "evaluate both on the same clips");
    }
}
