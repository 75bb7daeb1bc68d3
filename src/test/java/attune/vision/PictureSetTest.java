package attune.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureSetTest {
    private static final int SEEDS = 20;

    /** The pictures of each class are consecutive, as on disk. */
    private static PictureSet set(int... counts) {
        List<String> labels = new ArrayList<>();
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            labels.add("class-" + label);
            for (int i = 0; i < counts[label]; i++) {
                pictures.add(new LabelledPicture(Path.of(label + "/" + i), label));
            }
        }
        return new PictureSet(labels, pictures, 7);
    }

    @Test
    void everyClassGivesItsShareHoweverRareItIs() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<PictureSet> parts = set(100, 41, 2, 10).split(0.1, new RunSeed(seed));
            assertThat(parts.get(1).counts()).as("seed " + seed).containsExactly(10, 4, 1, 1);
            assertThat(parts.get(0).counts()).as("seed " + seed).containsExactly(90, 37, 1, 9);
        }
    }

    @Test
    void noPictureIsLostOrOnBothSides() {
        PictureSet whole = set(30, 5);
        List<PictureSet> parts = whole.split(0.3, new RunSeed(1));
        List<LabelledPicture> together = new ArrayList<>(parts.get(0).pictures());
        together.addAll(parts.get(1).pictures());
        assertThat(together).containsExactlyInAnyOrderElementsOf(whole.pictures());
        assertThat(parts.get(0).rejected() + parts.get(1).rejected()).isEqualTo(7);
    }

    @Test
    void theChoiceFollowsFromTheSeedAndIsNotTheFirstPictures() {
        List<LabelledPicture> one =
                set(50, 50).split(0.1, new RunSeed(1)).get(1).pictures();
        assertThat(set(50, 50).split(0.1, new RunSeed(1)).get(1).pictures()).isEqualTo(one);
        assertThat(set(50, 50).split(0.1, new RunSeed(2)).get(1).pictures()).isNotEqualTo(one);
        assertThat(one).isNotEqualTo(set(50, 50).pictures().subList(0, 5));
    }

    @Test
    void aClassOfOnePictureIsRefusedByName() {
        assertThatThrownBy(() -> set(9, 1).split(0.1, new RunSeed(1)))
                .isInstanceOf(UserFault.class)
                .hasMessage("class class-1: has 1 readable picture, none to set aside for dev;"
                        + " give more pictures, or dev");
    }
}
