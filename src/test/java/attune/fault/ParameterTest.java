package attune.fault;

import static attune.fault.Parameter.named;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParameterTest {
    private static UserFault fault() {
        return new UserFault(
                named("keepUntil"), "'x' is no layer", "leave " + named("keepUntil") + " out, or see {keepUntil}.txt");
    }

    @Test
    void aProgramReadsItsParameters() {
        assertThat(fault()).hasMessage("keepUntil: 'x' is no layer; leave keepUntil out, or see {keepUntil}.txt");
    }

    @Test
    void theCommandLineReadsOptions() {
        assertThat(fault().forCommandLine())
                .isEqualTo("--keep-until: 'x' is no layer; leave --keep-until out, or see {keepUntil}.txt");
        assertThat(new UserFault(named("nBest"), "is 0", "give 1").forCommandLine())
                .startsWith("--n-best: ");
    }

    @Test
    void whatIsAroundAFaultIsNamedAlike() {
        UserFault within = fault().within(named("try") + " all");
        assertThat(within).hasMessageStartingWith("try all: keepUntil: ");
        assertThat(within.forCommandLine()).startsWith("--try all: --keep-until: ");
    }
}
