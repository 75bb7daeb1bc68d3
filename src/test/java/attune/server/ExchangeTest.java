package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    /** The JDK's client fails with "Too many interim responses received: 9 > 8". */
    @Test
    void signsOfLifeAreFewHoweverLongAClientWaits() {
        List<Integer> signs = new ArrayList<>();
        for (int second = 0; second < 36_000; second++) {
            if (Exchange.isSignDue(signs.size(), second)) {
                signs.add(second);
            }
        }

        assertThat(signs).containsExactly(6, 11, 21, 41, 81, 161, 321);
    }

    /** A path of a stranger's must not forge a line or steer a terminal. */
    @Test
    void whatClientsWriteIsMadeHarmless() {
        assertThat(Exchange.clean("/a\nb\u001b[2J\u202e")).isEqualTo("/a?b?[2J?");
        assertThat(Exchange.clean("x".repeat(5000))).hasSize(201);
    }
}
