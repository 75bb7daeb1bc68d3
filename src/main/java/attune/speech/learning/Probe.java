package attune.speech.learning;

import attune.evaluation.Bootstrap;
import attune.evaluation.JointComparison;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.store.Example;
import attune.text.Alphabet;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * A few held-out clips of a model's own domain, kept in its bundle as {@value #ENTRY}: their features in eight bits, not
 * their sound, their texts, and what the model hears in them. Models adapted from it keep it, if they can write its texts,
 * and show by it what they have forgotten.
 *
 * @param coefficients numbers in a frame of features
 * @param clips at least one
 */
public record Probe(int coefficients, List<Kept> clips) {
    /** Its name in a bundle. */
    public static final String ENTRY = "probe.json";

    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_CLIPS = 200;
    /** 20 seconds of the shortest frames; no clip's text or transcript is longer. */
    private static final int MOST_FRAMES = 2000;

    private static final RunSeed SEED = new RunSeed(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Refuses what {@link #of} does not make. */
    public Probe {
        clips = List.copyOf(clips);
        if (coefficients < 1 || clips.isEmpty() || clips.size() > MOST_CLIPS) {
            throw new IllegalArgumentException(clips.size() + " clips of " + coefficients + " coefficients");
        }
        for (Kept clip : clips) {
            int frames = clip.values.length / coefficients;
            if (frames < 1 || frames > MOST_FRAMES || clip.values.length % coefficients != 0) {
                throw new IllegalArgumentException(
                        clip.values.length + " values do not make frames of " + coefficients);
            }
        }
    }

    /**
     * A clip.
     *
     * @param text what is said, normalised
     * @param heard what the model hears, decoded greedily
     * @param least the number that a value of 0 stands for
     * @param step between the numbers that one value and the next stand for
     * @param values its features from 0 to 255, frame by frame; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Kept(String text, String heard, float least, float step, byte[] values) {
        private static final int GREATEST = 255;
        private static final float MOST_NUMBER = 1e6f;

        /** Refuses missing parts, texts that are too long and numbers out of range. */
        public Kept {
            Objects.requireNonNull(values, "values are missing");
            if (text.isEmpty() || Math.max(text.length(), heard.length()) > MOST_FRAMES) {
                throw new IllegalArgumentException("a text is empty or too long");
            }
            if (!(Math.abs(least) <= MOST_NUMBER && Math.abs(GREATEST * step) <= MOST_NUMBER)) {
                throw new IllegalArgumentException("features are not finite, or beyond any sound's");
            }
        }

        private static Kept of(Example clip) {
            float[] numbers = clip.features().values();
            float least = numbers[0];
            float most = numbers[0];
            for (float number : numbers) {
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
            float step = Math.max((most - least) / GREATEST, Float.MIN_NORMAL);
            byte[] values = new byte[numbers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) Math.round((numbers[i] - least) / step);
            }
            return new Kept(clip.text(), "", least, step, values);
        }

        private Kept heardAs(String hypothesis) {
            return new Kept(text, hypothesis, least, step, values);
        }

        private FeatureMatrix features(int coefficients) {
            float[] numbers = new float[values.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = least + Byte.toUnsignedInt(values[i]) * step;
            }
            return new FeatureMatrix(numbers, numbers.length / coefficients, coefficients);
        }
    }

    /**
     * Makes a model's probe.
     *
     * @param model any
     * @param from held-out clips of its own domain, as it reads them
     * @param seconds of speech to take at most, drawn from them
     * @return empty if no clip is as short as that
     */
    public static Optional<Probe> of(SpeechModel model, List<Example> from, double seconds) {
        List<Example> mixed = new ArrayList<>(from);
        Collections.shuffle(mixed, new Random(SEED.stream("probe").nextLong()));
        double left = seconds / model.format().frontEnd().frameSeconds();
        List<Kept> chosen = new ArrayList<>();
        for (Example clip : mixed) {
            boolean fits = clip.frames() > 0 && clip.frames() <= Math.min(left, MOST_FRAMES);
            if (fits && !clip.text().isEmpty() && clip.text().length() <= MOST_FRAMES && chosen.size() < MOST_CLIPS) {
                chosen.add(Kept.of(clip));
                left -= clip.frames();
            }
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Probe unheard = new Probe(model.format().frontEnd().coefficients(), chosen);
        List<ScoredClip> heard = unheard.transcribed(model.network(), model.format());
        for (int i = 0; i < chosen.size(); i++) {
            chosen.set(i, chosen.get(i).heardAs(heard.get(i).hypothesis()));
        }
        return Optional.of(new Probe(unheard.coefficients, chosen));
    }

    /**
     * The probe in a model's bundle.
     *
     * @param model any
     * @param where for messages
     * @return empty where there is none
     * @throws UserFault if it is damaged
     */
    public static Optional<Probe> in(SpeechModel model, String where) {
        return model.extra(ENTRY).map(bytes -> {
            try {
                return read(bytes, model.format().frontEnd().coefficients());
            } catch (IOException e) {
                throw new UserFault(
                        where + ": " + ENTRY, "is damaged, or of a newer version", "get the bundle again", e);
            }
        });
    }

    private static Probe read(byte[] bytes, int coefficients) throws IOException {
        @Nullable Probe probe = bytes.length > MOST_BYTES ? null : JSON.readValue(bytes, Probe.class);
        if (probe == null || probe.coefficients != coefficients) {
            throw new IOException("too long, or of another front end");
        }
        return probe;
    }

    /**
     * The same model with this probe in its bundle.
     *
     * @param model the one it was made for, or one adapted from it
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
     * Compares a model with the one that the probe was made for, both decoded greedily.
     *
     * @param network of the other model, with the same front end
     * @param format of the other model
     * @return the first model as the baseline
     */
    public JointComparison compare(ComputationGraph network, SpeechFormat format) {
        List<ScoredClip> before = new ArrayList<>();
        for (Kept clip : clips) {
            before.add(ScoredClip.score(id(before.size()), clip.text, clip.heard));
        }
        return JointComparison.ofClips(before, transcribed(network, format), Bootstrap.usual(SEED));
    }

    private List<ScoredClip> transcribed(ComputationGraph network, SpeechFormat format) {
        List<Example> examples = new ArrayList<>();
        for (Kept clip : clips) {
            examples.add(new Example(id(examples.size()), clip.features(coefficients), clip.text, new int[0]));
        }
        return new ErrorRateScorer(examples, format).transcribed(network);
    }

    private static String id(int index) {
        return "clip " + (index + 1) + " of the probe";
    }

    /**
     * Whether a model can write its texts: one of another alphabet has not forgotten them.
     *
     * @param alphabet the model's
     * @return whether it has all their characters
     */
    public boolean isWrittenIn(Alphabet alphabet) {
        return alphabet.unknown(clips.stream().map(Kept::text).toList()).isEmpty();
    }

    /**
     * The words in its texts.
     *
     * @return their number
     */
    public int words() {
        return clips.stream().mapToInt(clip -> clip.text.split(" ", -1).length).sum();
    }
}
