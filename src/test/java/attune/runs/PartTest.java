package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PartTest {

    @Test
    void minutesAreWrittenAsPeopleDo() {
        assertThat(new Part.Minutes(3).text()).isEqualTo("3");
        assertThat(new Part.Minutes(100).text()).isEqualTo("100");
        assertThat(new Part.Minutes(0.5).text()).isEqualTo("0.5");
    }

    @Test
    void whatIsNoPartIsRefused() {
        for (double minutes : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Part.Minutes(minutes)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Part.AllBut(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Part.AllBut(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Part.AllBut(4, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartStaysWhenOtherDataIsNamed() {
        Part part = new Part.AllBut(2, 3);
        Datasets data = Datasets.train(Path.of("train")).withPart(part);
        assertThat(data.withDev(Path.of("dev")).withTest(Path.of("test")).part())
                .isEqualTo(part);
        assertThat(Datasets.train(Path.of("train")).part()).isEqualTo(new Part.Whole());
    }
}
