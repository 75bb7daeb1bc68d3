package attune.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSeedTest {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** The outputs that Rosetta Code's task "Pseudo-random numbers/Splitmix64" gives for the seed 1234567. */
    @Test
    void mixIsTheOutputOfSplitMix64() {
        String[] published = {
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821",
        };
        for (int i = 0; i < published.length; i++) {
            assertThat(Long.toUnsignedString(RunSeed.mix(1234567 + i * GOLDEN_GAMMA)))
                    .isEqualTo(published[i]);
        }
    }

    /** The JDK's generator is the same algorithm, written by its inventors. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, GOLDEN_GAMMA})
    void mixAgreesWithTheJdk(long seed) {
        assertThat(RunSeed.mix(seed)).isEqualTo(new SplittableRandom(seed).nextLong());
    }

    @Test
    void theSamePurposeAndStepsGiveTheSameStream() {
        SplittableRandom one = new RunSeed(7).stream("shuffle", 3, 5);
        SplittableRandom other = new RunSeed(7).stream("shuffle", 3, 5);
        for (int i = 0; i < 100; i++) {
            assertThat(one.nextLong()).isEqualTo(other.nextLong());
        }
    }

    /** Neighbouring values and swapped or missing steps are what runs differ by; 64 good bits never meet by chance. */
    @Test
    void seedsPurposesAndStepsAllMakeADifference() {
        Set<Long> derived = new HashSet<>();
        int count = 0;
        for (long value = -5; value < 5; value++) {
            for (String purpose : new String[] {"", "a", "b", "ab", "ba", "aa", "shuffle", "dropout lstm1"}) {
                RunSeed seed = new RunSeed(value);
                derived.add(seed.derive(purpose));
                count++;
                for (long step = -5; step < 20; step++) {
                    derived.add(seed.derive(purpose, step));
                    count++;
                    for (long inner = -5; inner < 20; inner++) {
                        derived.add(seed.derive(purpose, step, inner));
                        count++;
                    }
                }
            }
        }
        assertThat(derived).hasSize(count);
    }

    /** Runs and bundles record their seed, so it must mean the same in every later version; derive.py has the value. */
    @Test
    void aSeedNeverChangesItsMeaning() {
        assertThat(new RunSeed(7).derive("order", 3)).isEqualTo(0x6366768336547AE3L);
    }
}
