package attune.vision;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Pictures with their classes.
 *
 * @param labels the classes
 * @param pictures readable ones, ordered by class and name
 * @param rejected number of files skipped
 */
public record PictureSet(List<String> labels, List<LabelledPicture> pictures, int rejected) {

    /** Copies the lists. */
    public PictureSet {
        labels = List.copyOf(labels);
        pictures = List.copyOf(pictures);
    }

    /**
     * The number of pictures in each class.
     *
     * @return counts in the order of the classes
     */
    public List<Integer> counts() {
        List<Integer> counts = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            counts.add(ofClass(label).size());
        }
        return counts;
    }

    List<LabelledPicture> ofClass(int label) {
        return pictures.stream().filter(picture -> picture.label() == label).toList();
    }

    /**
     * Sets part of every class aside, at least one picture of each.
     *
     * @param share the fraction, between 0 and 1
     * @param seed of the choice
     * @return the remaining pictures, and those set aside
     * @throws UserFault if a class has only one picture
     */
    public List<PictureSet> split(double share, RunSeed seed) {
        List<LabelledPicture> kept = new ArrayList<>();
        List<LabelledPicture> aside = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            List<LabelledPicture> shuffled = new ArrayList<>(ofClass(label));
            if (shuffled.size() < 2) {
                throw new UserFault(
                        "class " + labels.get(label),
                        "has " + shuffled.size() + " readable picture, none to set aside for dev",
                        "give more pictures, or " + named("dev"));
            }
            Collections.shuffle(shuffled, new Random(seed.derive("dev pictures", label)));
            int count = (int) Math.max(1, Math.round(share * shuffled.size()));
            aside.addAll(shuffled.subList(0, count));
            kept.addAll(shuffled.subList(count, shuffled.size()));
        }
        return List.of(new PictureSet(labels, kept, rejected), new PictureSet(labels, aside, 0));
    }
}
