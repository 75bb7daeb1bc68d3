package attune.vision;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Pictures in folds of about equal size, for cross-validation. Every class is spread over all folds, and a fold's
 * pictures do not depend on their order.
 */
public final class PictureFolds {
    private final PictureSet all;
    private final Map<LabelledPicture, Integer> foldOf;

    private PictureFolds(PictureSet all, Map<LabelledPicture, Integer> foldOf) {
        this.all = all;
        this.foldOf = foldOf;
    }

    /**
     * Divides pictures into folds.
     *
     * @param all without duplicates
     * @param count number of folds, at least 2
     * @param seed of the choice
     * @return the folds
     * @throws UserFault if a class has fewer pictures than folds
     */
    public static PictureFolds of(PictureSet all, int count, RunSeed seed) {
        Map<LabelledPicture, Integer> foldOf = new HashMap<>();
        // Continues from class to class, or the first folds would get the surplus pictures of every class.
        int next = 0;
        for (int label = 0; label < all.labels().size(); label++) {
            List<LabelledPicture> shuffled = new ArrayList<>(all.ofClass(label));
            if (shuffled.size() < count) {
                throw new UserFault(
                        named("folds") + " " + count,
                        "class " + all.labels().get(label) + " has " + shuffled.size()
                                + " readable pictures, too few for one per fold",
                        "ask for fewer folds, or give more pictures");
            }
            shuffled.sort(Comparator.comparing(LabelledPicture::file));
            Collections.shuffle(shuffled, new Random(seed.derive("folds", label)));
            for (LabelledPicture picture : shuffled) {
                foldOf.put(picture, next % count + 1);
                next++;
            }
        }
        return new PictureFolds(all, foldOf);
    }

    /**
     * A fold.
     *
     * @param fold from 1
     * @return its pictures of all classes
     */
    public PictureSet heldOut(int fold) {
        return those(one -> one == fold, 0);
    }

    /**
     * The training pictures when a fold is held out.
     *
     * @param fold from 1
     * @return the pictures of all other folds
     */
    public PictureSet allBut(int fold) {
        return those(one -> one != fold, all.rejected());
    }

    private PictureSet those(IntPredicate wanted, int rejected) {
        List<LabelledPicture> pictures = all.pictures().stream()
                .filter(picture -> wanted.test(Objects.requireNonNull(foldOf.get(picture))))
                .toList();
        return new PictureSet(all.labels(), pictures, rejected);
    }
}
