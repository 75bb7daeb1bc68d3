package attune.speech;

import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import java.util.List;
import java.util.Optional;

/** The result for one clip: transcribed or rejected. */
public sealed interface Heard {

    /**
     * Its length.
     *
     * @return seconds, 0 where it could not be used
     */
    double seconds();

    /**
     * What was said.
     *
     * @return empty where the clip could not be used
     */
    Optional<Transcript> transcript();

    /**
     * The n-best texts, as many as the decoder gives; for a long clip, the best combinations of its pieces' texts.
     *
     * @return best first; none where the clip could not be used
     */
    List<Hypothesis> hypotheses();

    /**
     * Why it could not be used.
     *
     * @return empty where it could
     */
    Optional<UserFault> fault();

    /**
     * What was said in a clip that must be usable.
     *
     * @return the transcript
     * @throws UserFault if the clip could not be used
     */
    Transcript orThrow();

    /**
     * The text.
     *
     * @return what was said; empty where the clip could not be used
     */
    default String text() {
        return transcript().map(Transcript::text).orElse("");
    }

    /**
     * A clip that was transcribed.
     *
     * @param seconds its length
     * @param words what was said
     * @param hypotheses texts it may be, best first
     */
    record Said(double seconds, Transcript words, List<Hypothesis> hypotheses) implements Heard {
        /** Copies the list. */
        public Said {
            hypotheses = List.copyOf(hypotheses);
        }

        @Override
        public Optional<Transcript> transcript() {
            return Optional.of(words);
        }

        @Override
        public Optional<UserFault> fault() {
            return Optional.empty();
        }

        @Override
        public Transcript orThrow() {
            return words;
        }
    }

    /**
     * A clip that could not be used.
     *
     * @param why what is wrong with it
     */
    record Rejected(UserFault why) implements Heard {
        @Override
        public double seconds() {
            return 0;
        }

        @Override
        public Optional<Transcript> transcript() {
            return Optional.empty();
        }

        @Override
        public List<Hypothesis> hypotheses() {
            return List.of();
        }

        @Override
        public Optional<UserFault> fault() {
            return Optional.of(why);
        }

        @Override
        public Transcript orThrow() {
            throw why;
        }
    }
}
