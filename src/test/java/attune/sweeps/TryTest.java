package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.runs.Operation;
import attune.runs.RateFactors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TryTest {
    private static Operation common(String... inserts) {
        Operation common = Operation.ALL_LAYERS;
        for (String insert : inserts) {
            common = common.insert(insert);
        }
        return common;
    }

    private static Try parse(String text) {
        return Try.parse(text, common());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output",
                "last:2",
                "all",
                "scratch",
                "scratch,epochs=80,learning-rate=2e-3",
                "new,keep-until=lstm2,insert=bilstm:8,insert=dense:9:relu"
            })
    void readingAndWritingAreInverse(String text) {
        assertThat(parse(text).text()).isEqualTo(text);
        assertThat(parse(parse(text).text())).isEqualTo(parse(text));
    }

    @Test
    void onlyNewTakesTheCommonInserts() {
        Operation common = common("lstm:7").keepUntil("lstm1");
        assertThat(Try.parse("new", common).text()).isEqualTo("new,keep-until=lstm1,insert=lstm:7");
        assertThat(Try.parse("new,insert=dense:3:relu", common).text())
                .isEqualTo("new,keep-until=lstm1,insert=dense:3:relu");
        assertThat(Try.parse("all", common).text()).isEqualTo("all");
        assertThat(Try.usual(common)).extracting(Try::text).contains("new,keep-until=lstm1,insert=lstm:7", "scratch");
        assertThat(Try.usual(common())).noneMatch(one -> one.text().startsWith("new"));
    }

    @Test
    void scratchHasNoTrunkToSlowDown() {
        Operation slow = common().rates(RateFactors.USUAL.withTrunk(0.1));
        assertThat(Try.parse("all", slow).operation()).isEqualTo(slow);
        assertThat(Try.parse("scratch", slow).operation().rates()).isEqualTo(RateFactors.USUAL.withStem(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "some | 'some': is not a choice of layers",
                "new | the same as output",
                "all,epochs | 'epochs': is not a setting",
                "'all,' | is not a setting",
                "all,epochs=1,epochs=2 | epochs: is given twice",
                "all,insert=gru:3 | gru"
            })
    void whatIsNoTryIsRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith("try " + text + ": ")
                .hasMessageContaining(message);
    }
}
