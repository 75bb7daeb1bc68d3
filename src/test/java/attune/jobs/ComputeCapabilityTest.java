package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeCapabilityTest {

    @ParameterizedTest(name = "{0}.{1}: {2}")
    @CsvSource({
        "3, 5, false",
        "3, 7, true",
        "5, 2, true",
        "6, 1, true",
        "7, 0, true",
        "7, 5, true",
        "8, 6, true",
        "8, 9, true",
        "9, 0, false",
        "10, 0, false",
        "12, 0, false"
    })
    void codeRunsOnTheSameMajorVersionAndAnEqualOrHigherMinorOne(int major, int minor, boolean supported) {
        ComputeCapability capability = new ComputeCapability(major, minor);
        assertThat(capability.supported()).isEqualTo(supported);
        assertThat(capability.verdict())
                .startsWith("compute capability " + major + "." + minor + ": " + (supported ? "supported" : "not"));
    }
}
