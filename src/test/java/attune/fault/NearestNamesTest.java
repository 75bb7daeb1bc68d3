package attune.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
    private static final List<String> OPTIONS = List.of("--epochs", "--seed", "--model", "--overwrite");

    @Test
    void aSlipIsTakenForTheNameMeant() {
        assertThat(NearestNames.slipOf("--epoch", OPTIONS)).contains("--epochs");
        assertThat(NearestNames.slipOf("--modle", OPTIONS)).contains("--model");
        assertThat(NearestNames.slipOf("--over-write", OPTIONS)).contains("--overwrite");
        assertThat(NearestNames.slipOf("--beam-width", OPTIONS)).isEmpty();
    }

    @Test
    void theDistanceIsTheLeastNumberOfEdits() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            String a = word(random);
            String b = word(random);
            assertThat(NearestNames.distance(a, b)).as(a + " " + b).isEqualTo(byDefinition(a, b));
        }
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    private static int byDefinition(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int replace = byDefinition(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        int skip = 1 + Math.min(byDefinition(a.substring(1), b), byDefinition(a, b.substring(1)));
        return Math.min(replace, skip);
    }
}
