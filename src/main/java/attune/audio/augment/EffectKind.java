package attune.audio.augment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** What can be done to a clip, in the order in which it is done. */
public enum EffectKind {
    /** Played faster or slower, which moves pitch and formants too. Unit: factor. */
    @JsonProperty("speed")
    SPEED(0.7, 1.5) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Speed(hundredths(chance.value(random)));
        }
    },
    /** Said faster or slower at the same pitch; never together with speed. Unit: factor. */
    @JsonProperty("tempo")
    TEMPO(0.7, 1.5) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Tempo(hundredths(chance.value(random)));
        }
    },
    /** Another voice or microphone: a tilt of the spectrum and one peak or dip. Unit: dB, of each. */
    @JsonProperty("equaliser")
    EQUALISER(-24, 24) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            double tilt = chance.value(random);
            double peak = chance.value(random);
            double hertz = LOWEST_PEAK_HZ * Math.pow(PEAK_RANGE, random.nextDouble());
            return new Effect.Equaliser(tilt, peak, hertz);
        }
    },
    /** A simulated room. Unit: seconds of reverberation (RT60). */
    @JsonProperty("room")
    ROOM(0.05, 2) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Room(random.nextInt(RoomBank.ROOMS));
        }
    },
    /** Coloured or recorded noise. Unit: dB of signal-to-noise ratio. */
    @JsonProperty("noise")
    NOISE(-10, 100) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Noise(chance.value(random), random.nextLong());
        }
    },
    /** Louder or softer. Unit: dB. */
    @JsonProperty("gain")
    GAIN(-60, 30) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Gain(chance.value(random));
        }
    },
    /** An overdriven line. Unit: where it clips, as a fraction of the clip's peak. */
    @JsonProperty("clipping")
    CLIPPING(0.05, 1) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Clipping(chance.value(random));
        }
    },
    /** The band of the telephone, 300 to 3400 Hz; two times out of three with G.711 companding. No unit. */
    @JsonProperty("telephone")
    TELEPHONE(0, 0) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            boolean coded = random.nextInt(3) > 0;
            Companding law = Companding.drawn(random);
            return coded ? new Effect.CodedTelephone(law) : new Effect.Telephone();
        }
    },
    /** G.711 companding, mu-law or A-law, at the clip's own rate; never together with the telephone. No unit. */
    @JsonProperty("codec")
    CODEC(0, 0) {
        @Override
        Effect draw(Chance chance, SplittableRandom random) {
            return new Effect.Codec(Companding.drawn(random));
        }
    };

    private static final double LOWEST_PEAK_HZ = 150;
    private static final double PEAK_RANGE = 25;

    private final double least;
    private final double most;

    EffectKind(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /** One effect of this kind, its values drawn; always takes the same number of draws. */
    abstract Effect draw(Chance chance, SplittableRandom random);

    /** Refuses a chance whose values make no sense for this kind. */
    void check(Chance chance) {
        if (chance.low() < least || chance.high() > most) {
            throw new IllegalArgumentException(word() + " must lie between " + least + " and " + most + ": "
                    + chance.low() + " to " + chance.high());
        }
    }

    /**
     * Its name on the command line.
     *
     * @return one word in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with a name.
     *
     * @param word as {@link #word} gives it
     * @return the kind, if there is one
     */
    public static Optional<EffectKind> of(String word) {
        for (EffectKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Rounds, so that a few dozen filters serve all clips. */
    private static double hundredths(double factor) {
        return Math.rint(factor * 100) / 100;
    }
}
