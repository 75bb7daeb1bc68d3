package attune.results;

import java.util.List;

/**
 * What a picture shows: an element of what {@code attune image classify} prints.
 *
 * @param picture its file
 * @param classes the likeliest first
 */
public record PictureClasses(String picture, List<Guess> classes) {

    /**
     * A class and how sure the model is of it.
     *
     * @param label its name
     * @param probability 0 to 1
     */
    public record Guess(String label, float probability) {}
}
