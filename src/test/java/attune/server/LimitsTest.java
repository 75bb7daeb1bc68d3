package attune.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import org.junit.jupiter.api.Test;

/** What no server can keep is no limit. */
class LimitsTest {
    private static Limits limits(long bodyBytes, int queue, int live) {
        return new Limits(bodyBytes, 3600, 60, queue, 16, 16, live, 3600, 60, 1000, 600);
    }

    @Test
    void aLimitThatLetsNobodyInIsRefused() {
        assertThatThrownBy(() -> limits(0, 1, 1)).isInstanceOf(UserFault.class).hasMessageContaining("above 0");
        assertThatThrownBy(() -> limits(1 << 20, 0, 1)).isInstanceOf(UserFault.class);
    }

    @Test
    void aLimitBeyondAnyMachineIsRefused() {
        assertThatThrownBy(() -> limits(Long.MAX_VALUE, 1, 1))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("must be at most 1048576, not ");
        assertThatThrownBy(() -> limits(1 << 20, Integer.MAX_VALUE, 1)).isInstanceOf(UserFault.class);
        assertThatThrownBy(() -> limits(1 << 20, 1, Integer.MAX_VALUE)).isInstanceOf(UserFault.class);
    }
}
