package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryTest {
    private final EstimatedModel estimated = Corpora.model(Corpora.random(5, 60, 6), 3, 0, 0, 1);

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private byte[] good = {};

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("model.lm");
        estimated.write(file);
        good = Files.readAllBytes(file);
    }

    @Test
    void whatIsWrittenOpensBitByBit() throws IOException {
        NgramModel opened = LanguageModels.open(file);
        assertThat(opened.order()).isEqualTo(3);
        assertThat(opened.vocabulary().size())
                .isEqualTo(estimated.model().vocabulary().size());
        for (List<String> history : Corpora.histories(opened, 3)) {
            int state = Corpora.state(opened, history);
            assertThat(state).isEqualTo(Corpora.state(estimated.model(), history));
            for (int token = 0; token < opened.vocabulary().size(); token++) {
                assertThat(opened.vocabulary().text(token))
                        .isEqualTo(estimated.model().vocabulary().text(token));
                assertThat(opened.logProb(state, token))
                        .isEqualTo(estimated.model().logProb(state, token));
                assertThat(opened.next(state, token))
                        .isEqualTo(estimated.model().next(state, token));
            }
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again.lm");
        Corpora.model(Corpora.random(5, 60, 6), 3, 0, 0, 1).write(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void anArpaFileOfItIsAsGood() throws IOException {
        Path arpa = folder.resolve("model.arpa");
        estimated.write(arpa);
        NgramModel read = LanguageModels.open(arpa);
        assertThat(read.tables().states()).isEqualTo(estimated.model().tables().states());
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> LanguageModels.open(file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        good[8] = 2;
        refused(good, "format 2");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (int length = 8; length < good.length; length += 101) {
            refused(Arrays.copyOf(good, length), "bytes long");
        }
    }

    @Test
    void oneBitAnywhereIsNoticed() throws IOException {
        for (int i = 12; i < good.length; i += 101) {
            byte[] bad = good.clone();
            bad[i] ^= 4;
            refused(bad, "model.lm");
        }
    }

    /** What a stranger could make: wrong inside, but with a correct checksum. */
    @Test
    void liesWithARightChecksumAreRefusedOrHarmless() throws IOException {
        int refused = 0;
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            ByteBuffer bad = ByteBuffer.wrap(good.clone()).order(ByteOrder.LITTLE_ENDIAN);
            int at = 12 + random.nextInt(good.length - 24) / 4 * 4;
            bad.putInt(at, random.nextBoolean() ? random.nextInt() : random.nextInt(50) - 10);
            CRC32C sum = new CRC32C();
            sum.update(bad.array(), 0, good.length - 8);
            bad.putLong(good.length - 8, sum.getValue());
            Files.write(file, bad.array());
            try {
                useEverything(LanguageModels.open(file));
            } catch (UserFault e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static void useEverything(NgramModel model) {
        int states = model.tables().states();
        for (int state = 0; state < states; state++) {
            for (int token = 0; token < model.vocabulary().size(); token++) {
                assertThat(model.next(state, token)).isBetween(0, states - 1);
                assertThat(model.logProb(state, token)).isNotNaN().isLessThanOrEqualTo(0);
            }
        }
    }
}
