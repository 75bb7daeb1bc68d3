package attune.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    @Test
    void isWrittenAsItIsTyped() {
        Shard shard = Shard.parse("3/8");

        assertThat(shard).isEqualTo(new Shard(3, 8)).hasToString("3/8");
        assertThat(shard.index()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "0/8", "9/8", "3/0", "-1/8", "3/8/9", "a/b", "3 /8", "1/9999999", "1/100001"})
    void whatIsNoPartIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("write 1/8");
    }
}
