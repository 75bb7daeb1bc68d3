package attune.audio.augment;

import attune.audio.Resampler;
import attune.audio.Waveform;
import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** What effects need besides a clip: filters, rooms and noise, made once a run. Safe for many threads. */
public final class Surroundings {
    private final int rateHz;
    private final Resampler resampler = Resampler.quick();
    private final Telephone telephone;
    private final RoomBank rooms;
    private final Optional<NoiseRecordings> recordings;

    Surroundings(Recipe recipe, int rateHz, RunSeed seed) {
        this.rateHz = rateHz;
        this.telephone = new Telephone(resampler, rateHz);
        this.rooms = new RoomBank(recipe.chance(EffectKind.ROOM), rateHz, seed);
        this.recordings = Optional.ofNullable(recipe.noiseFolder()).map(folder -> NoiseRecordings.read(folder, rateHz));
    }

    int rateHz() {
        return rateHz;
    }

    /** Samples taken as if at another rate, and resampled to ours. */
    float[] resampled(float[] samples, double factor, int length) {
        int playedAtHz = (int) Math.round(rateHz * factor);
        float[] resampled =
                resampler.resample(new Waveform(samples, playedAtHz), rateHz).samples();
        return resampled.length == length ? resampled : Arrays.copyOf(resampled, length);
    }

    Telephone telephone() {
        return telephone;
    }

    RoomResponse room(int number) {
        return rooms.response(number);
    }

    Shoebox shape(int number) {
        return rooms.shape(number);
    }

    float[] noise(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return recordings.isPresent()
                ? recordings.get().cut(samples, random)
                : NoiseColour.drawn(random).noise(samples, random);
    }

    /** Where a seed's noise comes from. */
    String noiseSource(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return recordings.isPresent()
                ? recordings.get().name(random)
                : NoiseColour.drawn(random).text();
    }

    String noiseDigest() {
        return recordings.map(NoiseRecordings::digest).orElse("");
    }
}
