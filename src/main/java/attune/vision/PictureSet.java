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
 * @param pictures readable ones, in the order of class and name
 * @param rejected how many files had to be left out
 */
public record PictureSet(List<String> labels, List<LabelledPicture> pictures, int rejected) {

    /** Copies the lists. */
    public PictureSet {
        labels = List.copyOf(labels);
        pictures = List.copyOf(pictures);
    }

    /**
     * How many pictures each class has.
     *
     * @return in the order of the classes
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
     * Sets a part of every class aside, at least one picture of each.
     *
     * @param share how much, between 0 and 1
     * @param seed of the choice
     * @return what stays, and what is set aside
     * @throws UserFault where a class has but one picture
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
