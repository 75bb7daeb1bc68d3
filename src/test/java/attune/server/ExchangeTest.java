package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExchangeTest {

    /** A path of a stranger's must not forge a line or steer a terminal. */
    @Test
    void whatClientsWriteIsMadeHarmless() {
        assertThat(Exchange.clean("/a\nb\u001b[2J\u202e")).isEqualTo("/a?b?[2J?");
        assertThat(Exchange.clean("x".repeat(5000))).hasSize(201);
    }
}
