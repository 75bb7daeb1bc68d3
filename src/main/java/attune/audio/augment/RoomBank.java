package attune.audio.augment;

import attune.seed.RunSeed;
import be.tarsos.dsp.util.fft.FFT;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The rooms of a run, {@value #ROOMS} of them, each made when first needed: making one costs as much as minutes of
 * convolving with it, and no network learns two hundred rooms by heart. Safe for many threads.
 */
final class RoomBank {
    static final int ROOMS = 200;
    /** What comes later than this is lost in the next words. Bounds the bank's memory: 64 kB a room at 16 kHz. */
    private static final double LONGEST_SECONDS = 0.5;
    /** All impulses being positive, the method piles up a pressure that no room has; Allen and Berkley filter it out too. */
    static final double HIGH_PASS_HZ = 80;

    private final Optional<Chance> reverberation;
    private final int rateHz;
    private final RunSeed seed;
    private final FFT fft = new FFT(2 * RoomResponse.PART);
    private final AtomicReferenceArray<RoomResponse> made = new AtomicReferenceArray<>(ROOMS);

    /** The bank of a seed; empty where the recipe has no rooms. */
    RoomBank(Optional<Chance> reverberation, int rateHz, RunSeed seed) {
        this.reverberation = reverberation;
        this.rateHz = rateHz;
        this.seed = seed;
    }

    Shoebox shape(int number) {
        return Shoebox.drawn(reverberation.orElseThrow(), seed.stream("room", number));
    }

    RoomResponse response(int number) {
        RoomResponse present = made.get(number);
        if (present != null) {
            return present;
        }
        // Two threads may make the same room: the same bits, so either will do.
        RoomResponse fresh = make(shape(number));
        made.set(number, fresh);
        return fresh;
    }

    private RoomResponse make(Shoebox room) {
        double seconds = Math.min(LONGEST_SECONDS, room.reverberationSeconds());
        float[] response = new ImageSources(room, rateHz).response((int) Math.ceil(seconds * rateHz));
        Biquad.highPass(rateHz, HIGH_PASS_HZ, Math.sqrt(0.5)).filter(response);
        return new RoomResponse(fft, response, ImageSources.HALF);
    }
}
