package attune.vision;

import static org.assertj.core.api.Assertions.assertThat;

import attune.seed.RunSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BalancedOrderTest {
    private static final int[] COUNTS = {2, 9, 5};

    private static List<LabelledPicture> pictures() {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int label = 0; label < COUNTS.length; label++) {
            for (int i = 0; i < COUNTS[label]; i++) {
                pictures.add(new LabelledPicture(Path.of(label + "/" + i), label));
            }
        }
        return pictures;
    }

    private final List<LabelledPicture> pictures = pictures();
    private final BalancedOrder order = new BalancedOrder(pictures, new RunSeed(3));

    @Test
    void everyRoundShowsEveryClassOnce() {
        for (int round = 0; round < 50; round++) {
            assertThat(order.at(3L * round, 3))
                    .extracting(shown -> pictures.get(shown.picture()).label())
                    .containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void noPictureIsShownAgainBeforeAllOfItsClass() {
        for (int label = 0; label < COUNTS.length; label++) {
            int own = label;
            List<BalancedOrder.Shown> shown = order.at(0, 3 * 90).stream()
                    .filter(one -> pictures.get(one.picture()).label() == own)
                    .toList();
            for (int pass = 0; pass < 90 / COUNTS[label]; pass++) {
                List<BalancedOrder.Shown> once = shown.subList(pass * COUNTS[label], (pass + 1) * COUNTS[label]);
                assertThat(once).extracting(BalancedOrder.Shown::showing).containsOnly(pass);
                assertThat(once.stream().map(BalancedOrder.Shown::picture).collect(Collectors.toSet()))
                        .hasSize(COUNTS[label]);
            }
        }
    }

    @Test
    void aPlaceDoesNotDependOnWhereOneBegan() {
        List<BalancedOrder.Shown> all = order.at(0, 100);
        assertThat(order.at(37, 40)).isEqualTo(all.subList(37, 77));
        assertThat(new BalancedOrder(pictures, new RunSeed(4)).at(0, 100)).isNotEqualTo(all);
    }
}
