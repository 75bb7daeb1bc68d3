package attune.speech.language;

import attune.speech.DecodingSettings;
import attune.speech.learning.DevScore;

/**
 * Settings of decoding, and what they gave on the dev clips.
 *
 * @param settings tried
 * @param wordErrorRate a fraction
 * @param characterErrorRate a fraction
 */
public record Trial(DecodingSettings settings, double wordErrorRate, double characterErrorRate) {

    /**
     * What {@link ScoreSurface} is fitted to: WER, with CER to break ties.
     *
     * @return lower is better
     */
    public double score() {
        return devScore().value();
    }

    DevScore devScore() {
        return new DevScore(wordErrorRate, characterErrorRate);
    }
}
