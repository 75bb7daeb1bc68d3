package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.speech.learning.Augmentation;
import attune.surgery.BatchNormStatistics;
import attune.surgery.LayerSpec;
import attune.surgery.TrainScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TryTest {
    private static final TrainingSettings COMMON = new TrainingSettings(10, 8, 1e-3, 1e-4, 3, Augmentation.MASKS, 1);

    private static Operation common(Optional<String> keepUntil, String... inserts) {
        List<LayerSpec> layers = List.of(inserts).stream().map(LayerSpec::parse).toList();
        return new Operation(keepUntil, layers, new TrainScope.All(), true);
    }

    private static Try parse(String text) {
        return Try.parse(text, common(Optional.empty()));
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
        Operation common = common(Optional.of("lstm1"), "lstm:7");
        assertThat(Try.parse("new", common).text()).isEqualTo("new,keep-until=lstm1,insert=lstm:7");
        assertThat(Try.parse("new,insert=dense:3:relu", common).text())
                .isEqualTo("new,keep-until=lstm1,insert=dense:3:relu");
        assertThat(Try.parse("all", common).text()).isEqualTo("all");
        assertThat(Try.usual(common)).extracting(Try::text).contains("new,keep-until=lstm1,insert=lstm:7", "scratch");
        assertThat(Try.usual(common(Optional.empty())))
                .noneMatch(one -> one.text().startsWith("new"));
    }

    @Test
    void settingsOfItsOwnAreTheOnlyOnesThatDiffer() {
        SweepMember member =
                new SweepMember(parse("all,epochs=20,learning-rate=5e-4,augment=speed+mask"), 7, Path.of("sweep"));
        assertThat(member.settings(COMMON))
                .isEqualTo(new TrainingSettings(20, 8, 5e-4, 1e-4, 3, Augmentation.parse("speed,mask"), 7));
    }

    @Test
    void scratchHasNoTrunkToSlowDown() {
        Operation slow = new Operation(
                new Cut(
                        Optional.empty(),
                        List.of(),
                        new TrainScope.All(),
                        new RateFactors(0.1, 1, 0.5),
                        BatchNormStatistics.KEEP),
                OutputChoice.same(true));
        assertThat(Try.parse("all", slow).operation()).isEqualTo(slow);
        assertThat(Try.parse("scratch", slow).operation().cut().rates()).isEqualTo(RateFactors.USUAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "some | 'some' is no choice of layers",
                "new | the same as output",
                "all,epochs | 'epochs': is no setting",
                "'all,' | is no setting",
                "all,epochs=1,epochs=2 | epochs: is given twice",
                "all,insert=gru:3 | gru"
            })
    void whatIsNoTryIsRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith("--try " + text + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all,epoch=3 | epochs, batch-size",
                "all,seed=3 | is no setting",
                "all,epochs=many | epochs is no number: 'many'",
                "all,augment=loud | loud",
                "all,epochs=0 | epochs must be at least 1: 0"
            })
    void settingsThatThereAreNotAreRefused(String text, String message) {
        SweepMember member = new SweepMember(parse(text), 7, Path.of("sweep"));
        assertThatThrownBy(() -> member.settings(COMMON))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("--try " + text)
                .hasMessageContaining(message);
    }
}
