package attune.audio;

import java.util.OptionalDouble;

/**
 * What can be said of a stretch of sound without knowing what is spoken in it.
 *
 * @param sampleRateHz the file's own rate
 * @param channels of the file; what follows is about their mean, which is silent if they cancel each other out
 * @param seconds the length of the stretch
 * @param fileSeconds the length of the whole file, if its headers give it
 * @param levelDb how loud the loud parts are: the level that 19 of 20 windows of 20 ms stay below, in decibels of full
 *     scale (a square wave of ±1 has 0 dB); {@link #SILENCE_DB} for zeros
 * @param atPeakShare the share of samples within 2 % of the largest, 0 to 1: next to none in sound as it was, many where
 *     its peaks were cut off, whatever was done to its level afterwards
 * @param fingerprint the same for the same samples, rounded to 16 bits, whatever file they come from; hardly ever for
 *     others
 * @param bandwidthHz up to which frequency there is sound, see {@link #BAND_DB}; 0 where there is none
 */
public record SoundFacts(
        int sampleRateHz,
        int channels,
        double seconds,
        OptionalDouble fileSeconds,
        double levelDb,
        double atPeakShare,
        long fingerprint,
        double bandwidthHz) {

    /** The least level, below that of the last bit of 16. */
    public static final double SILENCE_DB = -120;

    /**
     * Sound reaches up to the highest frequency whose mean power is no more decibels than this below that of the
     * strongest: consonants are 30 to 50 dB below vowels, what a filter or a lower sample rate cut off 70 and more.
     */
    public static final double BAND_DB = 60;
}
