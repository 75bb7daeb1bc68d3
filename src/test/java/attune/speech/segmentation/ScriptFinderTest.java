package attune.speech.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.segmentation.ScriptFinder.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptFinderTest {
    private static final Place SURE = new Place(0, 0, 100, 0.9);
    private static final Place UNSURE = new Place(1, 100, 150, 0.3);

    @Test
    void aSentenceGivesWayToASurerOneAlone() {
        assertThat(ScriptFinder.withoutOverlap(List.of(SURE, UNSURE, new Place(2, 100, 160, 0.5))))
                .extracting(Place::sentence)
                .containsExactly(0, 2);
    }

    @Test
    void aSentenceThatIsDroppedItselfDropsNone() {
        assertThat(ScriptFinder.withoutOverlap(List.of(SURE, UNSURE, new Place(2, 90, 160, 0.5))))
                .containsExactly(SURE, UNSURE);
    }
}
