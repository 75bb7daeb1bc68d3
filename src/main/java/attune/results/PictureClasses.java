package attune.results;

import java.util.List;

/**
 * The classes of a picture: an element of the output of {@code attune image classify}.
 *
 * @param picture its file
 * @param classes the likeliest first
 */
public record PictureClasses(String picture, List<Guess> classes) {

    /**
     * A class with its probability.
     *
     * @param label its name
     * @param probability 0 to 1
     */
    public record Guess(String label, float probability) {}
}
