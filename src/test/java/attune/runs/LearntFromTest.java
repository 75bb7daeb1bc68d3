package attune.runs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearntFromTest {
    private static final Path RUN = Path.of("run");
    private static final LearntFrom STARTED = new LearntFrom(List.of("a"), List.of(), List.of(), null, "12");

    @Test
    void theSameDataIsNoReasonToStop() {
        assertThatCode(() -> STARTED.requireSame(
                        new LearntFrom(List.of("a"), List.of(), List.of(), null, "12"), RUN, "pictures"))
                .doesNotThrowAnyException();
    }

    @Test
    void theSameDataByAnotherNameIsNoReasonToStop() {
        assertThatCode(() -> STARTED.requireSame(
                        new LearntFrom(List.of("./a"), List.of(), List.of(), null, "12"), RUN, "pictures"))
                .doesNotThrowAnyException();
    }

    @Test
    void otherManifestsThanTheRunsAreRefused() {
        assertThatThrownBy(() -> STARTED.requireSame(
                        new LearntFrom(List.of("b"), List.of(), List.of(), null, "13"), RUN, "pictures"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("plan.json: this run was started with train a, not b");
        assertThatThrownBy(() -> STARTED.requireSame(
                        new LearntFrom(List.of("a"), List.of("d"), List.of(), null, "13"), RUN, "pictures"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("dev set aside from train, not d");
    }

    @Test
    void otherContentsUnderTheSameNamesAreRefused() {
        assertThatThrownBy(() -> STARTED.requireSame(
                        new LearntFrom(List.of("a"), List.of(), List.of(), null, "13"), RUN, "pictures"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("pictures of train or dev have changed since this run was started");
    }
}
