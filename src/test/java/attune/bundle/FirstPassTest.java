package attune.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import org.junit.jupiter.api.Test;

/** What is said of a network that cannot compute. */
class FirstPassTest {
    @Test
    void tellsWhyANetworkFailed() {
        Runnable pass = () -> {
            throw new IllegalStateException("5 inputs for 6 weights");
        };
        assertThatThrownBy(() -> FirstPass.require("a.attune", pass))
                .isInstanceOf(UserFault.class)
                .hasMessage("a.attune: the network cannot compute (5 inputs for 6 weights); get the file again");
    }

    @Test
    void blamesTheFileLastForWantOfMemory() {
        RuntimeException wrapped = new RuntimeException("forward pass", new OutOfMemoryError("960M"));
        Runnable pass = () -> {
            throw wrapped;
        };
        assertThatThrownBy(() -> FirstPass.require("a.attune", pass))
                .hasMessageStartingWith("a.attune: there is too little memory for the network (forward pass); give ")
                .matches(FirstPass::isForWantOfMemory);
        Runnable bare = () -> {
            throw new OutOfMemoryError("960M");
        };
        assertThatThrownBy(() -> FirstPass.require("a.attune", bare))
                .hasMessageStartingWith("a.attune: there is too little memory for the network (960M); give ")
                .matches(FirstPass::isForWantOfMemory);
    }

    @Test
    void hasWordsForAFailureWithoutAny() {
        Runnable pass = () -> {
            throw new NullPointerException();
        };
        assertThatThrownBy(() -> FirstPass.require("a.attune", pass))
                .hasMessage("a.attune: the network cannot compute (a part of it is missing); get the file again");
    }
}
