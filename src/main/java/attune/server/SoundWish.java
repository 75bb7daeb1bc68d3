package attune.server;

import attune.audio.AudioReader;
import attune.audio.SampleCoding;
import attune.speech.live.StreamSettings;

/**
 * How the sound of a live session comes and is to be heard.
 *
 * @param coding of a sample, of one channel
 * @param rateHz samples per second
 * @param cuts where segments end
 * @param phrases to listen for
 * @param hypotheses how many texts a segment has
 */
record SoundWish(SampleCoding coding, int rateHz, StreamSettings cuts, HotPhrases phrases, int hypotheses) {

    /** Refuses a rate that no sound has, given in a field. */
    static int requireRate(int rateHz, String field) {
        if (!AudioReader.isRate(rateHz)) {
            throw Fault.invalid(field + " " + rateHz + " is not from 1000 to 384000", field)
                    .refusal();
        }
        return rateHz;
    }
}
