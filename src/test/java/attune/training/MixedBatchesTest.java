package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MixedBatchesTest {

    /** Batches without content, each with its name, epoch and index as an id. */
    private record Named(String name, int perEpoch) implements Batches {
        @Override
        public Batch get(int epoch, int index) {
            assertThat(index).isBetween(0, perEpoch - 1);
            return new Batch(Nd4j.zeros(1), null, Nd4j.zeros(1), List.of(name + epoch + ":" + index));
        }
    }

    private static List<String> epoch(Batches batches, int epoch) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < batches.perEpoch(); i++) {
            ids.addAll(batches.get(epoch, i).ids());
        }
        return ids;
    }

    @Test
    void everyEpochHasAllOwnBatchesInOrderAndTheOthersEvenlyBetween() {
        Batches mixed = MixedBatches.of(new Named("own", 8), new Named("other", 3), 0.2);
        assertThat(epoch(mixed, 0))
                .containsExactly(
                        "own0:0",
                        "own0:1",
                        "own0:2",
                        "own0:3",
                        "other0:0",
                        "own0:4",
                        "own0:5",
                        "own0:6",
                        "own0:7",
                        "other0:1");
        assertThat(epoch(mixed, 1))
                .contains("own1:0", "own1:7", "other0:2", "other1:0")
                .hasSize(10);
    }

    @Test
    void theOthersAreMetInTurnWhateverTheShare() {
        for (int own = 1; own <= 9; own++) {
            for (double share : List.of(0.01, 0.1, 0.3, 0.5, 0.9)) {
                Batches mixed = MixedBatches.of(new Named("own", own), new Named("other", 4), share);
                List<String> others = new ArrayList<>();
                for (int epoch = 0; epoch < 5; epoch++) {
                    List<String> met = epoch(mixed, epoch);
                    int number = epoch;
                    assertThat(met.stream().filter(id -> id.startsWith("own")))
                            .containsExactlyElementsOf(IntStream.range(0, own)
                                    .mapToObj(i -> "own" + number + ":" + i)
                                    .toList());
                    others.addAll(
                            met.stream().filter(id -> id.startsWith("other")).toList());
                }
                double wanted = own * share / (1 - share);
                assertThat(others.size() / 5.0)
                        .as("%s of %s", share, own)
                        .isBetween(wanted - 0.5, Math.max(1, wanted + 0.5));
                assertThat(others)
                        .containsExactlyElementsOf(IntStream.range(0, others.size())
                                .mapToObj(i -> "other" + i / 4 + ":" + i % 4)
                                .toList());
            }
        }
    }

    @Test
    void anEpochOfNothingElseIsRefused() {
        for (double share : List.of(0.0, 1.0, -0.1, Double.NaN)) {
            assertThatThrownBy(() -> MixedBatches.of(new Named("own", 8), new Named("other", 3), share))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
