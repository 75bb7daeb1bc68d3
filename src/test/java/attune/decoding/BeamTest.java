package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeamTest {
    @Test
    void keepsTheBestWithinTheThreshold() {
        long seed = 89;
        System.out.println("seed " + seed);
        for (int round = 0; round < 500; round++) {
            SplittableRandom random = new RunSeed(seed).stream("beam", round);
            double[] ranks = random.ints(1 + random.nextInt(60), 0, 1 + random.nextInt(30)) // many equal
                    .asDoubleStream()
                    .toArray();
            int width = 1 + random.nextInt(70);
            double threshold = 1 + random.nextInt(20);
            Beam beam = new Beam();
            for (double rank : ranks) {
                beam.add(new Prefix(null, (int) rank), rank);
            }

            double floor = beam.keepBest(width, threshold);

            double best = Arrays.stream(ranks).max().orElseThrow();
            List<Double> expected = Arrays.stream(ranks)
                    .filter(rank -> rank >= best - threshold)
                    .boxed()
                    .sorted(Comparator.reverseOrder())
                    .limit(width)
                    .toList();
            List<Double> found = IntStream.range(0, beam.size())
                    .mapToObj(beam::rank)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            assertThat(found).as("round %d", round).isEqualTo(expected);
            assertThat(beam.rank(0)).as("round %d", round).isEqualTo(best);
            assertThat(floor)
                    .as("round %d", round)
                    .isEqualTo(expected.size() < width ? best - threshold : expected.get(width - 1));
            for (int i = 0; i < beam.size(); i++) {
                assertThat(beam.get(i).label).isEqualTo((int) beam.rank(i));
            }
        }
    }
}
