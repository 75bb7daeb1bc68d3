package attune.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureFoldsTest {
    private static final int COUNT = 4;

    /** Each is in the test's name, so that a failure can be reproduced. */
    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

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

    private static List<PictureSet> folds(PictureSet set, long seed) {
        PictureFolds folds = PictureFolds.of(set, COUNT, new RunSeed(seed));
        return IntStream.rangeClosed(1, COUNT).mapToObj(folds::heldOut).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPictureIsHeldOutOnceAndLearntFromOtherwise(long seed) {
        PictureSet whole = set(21, 6, 4);
        PictureFolds folds = PictureFolds.of(whole, COUNT, new RunSeed(seed));
        List<LabelledPicture> heldOut = new ArrayList<>();
        for (int fold = 1; fold <= COUNT; fold++) {
            heldOut.addAll(folds.heldOut(fold).pictures());
            List<LabelledPicture> both = new ArrayList<>(folds.heldOut(fold).pictures());
            both.addAll(folds.allBut(fold).pictures());
            assertThat(both).containsExactlyInAnyOrderElementsOf(whole.pictures());
            assertThat(folds.allBut(fold).rejected()).isEqualTo(7);
        }
        assertThat(heldOut).containsExactlyInAnyOrderElementsOf(whole.pictures());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClassIsSpreadOverAllFolds(long seed) {
        List<PictureSet> folds = folds(set(21, 6, 4), seed);
        for (PictureSet fold : folds) {
            assertThat(fold.counts().get(0)).isBetween(5, 6);
            assertThat(fold.counts().get(1)).isBetween(1, 2);
            assertThat(fold.counts().get(2)).isEqualTo(1);
        }
        assertThat(folds).extracting(fold -> fold.pictures().size()).containsExactly(8, 8, 8, 7);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfPicturesDoesNotMatter(long seed) {
        PictureSet whole = set(21, 6, 4);
        List<LabelledPicture> shuffled = new ArrayList<>(whole.pictures());
        Collections.shuffle(shuffled, new Random(seed));
        List<PictureSet> others = folds(new PictureSet(whole.labels(), shuffled, 7), seed);
        List<PictureSet> folds = folds(whole, seed);
        for (int i = 0; i < COUNT; i++) {
            assertThat(others.get(i).pictures())
                    .containsExactlyInAnyOrderElementsOf(folds.get(i).pictures());
        }
    }

    @Test
    void aClassWithFewerPicturesThanFoldsIsRefusedByName() {
        assertThatThrownBy(() -> PictureFolds.of(set(9, 3), COUNT, new RunSeed(1)))
                .isInstanceOf(UserFault.class)
                .hasMessage("folds 4: class class-1 has 3 readable pictures, too few for one per fold;"
                        + " ask for fewer folds, or give more pictures");
    }
}
