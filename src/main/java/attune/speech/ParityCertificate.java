package attune.speech;

import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import attune.files.Digest;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model's output for a reference clip, recorded where its bundle was written. Computed again elsewhere, it shows
 * whether another machine, kernel or version gives the same. Kept in the bundle as {@value #ENTRY}.
 *
 * @param clip the name of the clip, which is a formula
 * @param features the front end's output for the clip, [frame × coefficient]
 * @param logProbabilities the network's output for the features, [frame × label]
 */
public record ParityCertificate(String clip, Recorded features, Recorded logProbabilities) {
    static final String ENTRY = "parity.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Refuses missing parts. */
    public ParityCertificate {
        Objects.requireNonNull(clip, "clip is missing");
        Objects.requireNonNull(features, "features are missing");
        Objects.requireNonNull(logProbabilities, "logProbabilities are missing");
    }

    /**
     * Recorded numbers.
     *
     * @param columns numbers in a row
     * @param sha256 of the numbers as 32-bit floats, little-endian, row by row
     * @param values these bytes; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Recorded(int columns, String sha256, byte[] values) {

        /** Refuses bytes that do not match the digest. */
        public Recorded {
            if (columns < 1
                    || values.length % (Float.BYTES * columns) != 0
                    || !Digest.sha256(values).equals(sha256)) {
                throw new IllegalArgumentException("the recorded numbers do not match their digest");
            }
        }

        static Recorded of(FeatureMatrix matrix) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(matrix.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(matrix.values());
            return new Recorded(matrix.coefficients(), Digest.sha256(bytes.array()), bytes.array());
        }

        /** The greatest difference between two numbers in the same place; infinite where they cannot be compared. */
        private double distance(Recorded other) {
            if (columns != other.columns || values.length != other.values.length) {
                return Double.POSITIVE_INFINITY;
            }
            ByteBuffer here = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer there = ByteBuffer.wrap(other.values).order(ByteOrder.LITTLE_ENDIAN);
            double most = 0;
            while (here.hasRemaining()) {
                float recorded = here.getFloat();
                float made = there.getFloat();
                double difference = Math.abs(recorded - made) / Math.max(1, Math.abs(recorded));
                // A NaN differs from everything but another NaN.
                most = Double.isNaN(difference) && Float.compare(recorded, made) != 0
                        ? Double.POSITIVE_INFINITY
                        : Math.max(most, Double.isNaN(difference) ? 0 : difference);
            }
            return most;
        }
    }

    /**
     * How far the numbers computed now are from those recorded: the greatest difference, relative for numbers above 1.
     *
     * @param features of the front end
     * @param logProbabilities of the network
     * @param sameBits whether no bit differs
     */
    public record Comparison(double features, double logProbabilities, boolean sameBits) {
        /** Sums in another order differ by less, other arithmetic by more. */
        public static final double MOST = 1e-4;

        /**
         * Whether the model still gives the same output.
         *
         * @return whether nothing differs by more than {@value #MOST}
         */
        @JsonProperty
        public boolean holds() {
            return features <= MOST && logProbabilities <= MOST;
        }
    }

    /**
     * Runs a model over the reference clip.
     *
     * @param model any
     * @return its certificate
     */
    public static ParityCertificate of(SpeechModel model) {
        FeatureMatrix heard = model.format()
                .frontEnd()
                .extract(ReferenceClip.at(model.format().frontEnd().sampleRateHz()));
        FeatureMatrix[] output = new FeatureMatrix[1];
        new AcousticModel(model.network())
                .run(new int[] {heard.frames()}, clip -> heard, (clip, rows) -> output[0] = rows);
        return new ParityCertificate(ReferenceClip.NAME, Recorded.of(heard), Recorded.of(output[0]));
    }

    /**
     * The certificate in a model's bundle.
     *
     * @param model any
     * @param where for messages
     * @return empty where there is none
     * @throws UserFault if it is damaged
     */
    public static Optional<ParityCertificate> in(SpeechModel model, String where) {
        return model.extra(ENTRY).map(bytes -> {
            try {
                return JSON.readValue(bytes, ParityCertificate.class);
            } catch (IOException e) {
                throw new UserFault(
                        where + ": " + ENTRY, "is damaged, or of a newer version", "get the bundle again", e);
            }
        });
    }

    /**
     * The same model with this certificate in its bundle.
     *
     * @param model the one it was made from
     * @return a model that shares its network
     */
    public SpeechModel into(SpeechModel model) {
        try {
            return model.with(ENTRY, JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new AssertionError("numbers and text can be written", e);
        }
    }

    /**
     * Computes the numbers again.
     *
     * @param model the one it was made from
     * @param where for messages
     * @return how far they are from those recorded
     * @throws UserFault if this version does not know the clip
     */
    public Comparison verify(SpeechModel model, String where) {
        if (!clip.equals(ReferenceClip.NAME)) {
            throw new UserFault(
                    where + ": " + ENTRY, "is for the clip '" + clip + "', which this version does not know", "update");
        }
        ParityCertificate now = of(model);
        boolean sameBits = List.of(features.sha256, logProbabilities.sha256)
                .equals(List.of(now.features.sha256, now.logProbabilities.sha256));
        return new Comparison(
                features.distance(now.features), logProbabilities.distance(now.logProbabilities), sameBits);
    }
}
