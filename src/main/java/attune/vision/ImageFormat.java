package attune.vision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The input and output format of an image classifier: the domain's part of a bundle's {@code model.json}.
 *
 * @param labels the classes, in the order of the network's outputs
 * @param size height and width of its input in pixels
 * @param mean of red, green and blue, with white as 1; subtracted from every pixel
 * @param deviation standard deviation of red, green and blue, by which the difference is divided
 */
public record ImageFormat(List<String> labels, int size, List<Float> mean, List<Float> deviation) {
    /** Red, green and blue. */
    public static final int CHANNELS = 3;

    /** The smallest input: the zoo's ResNet-50 needs more, other networks do not. */
    public static final int SMALLEST = 8;

    /** The largest input; a larger number is more likely a typo than intended. */
    public static final int LARGEST = 1024;

    /** Computed over ImageNet's training pictures, as published with torchvision's models. */
    private static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);

    private static final List<Float> IMAGENET_DEVIATION = List.of(0.229f, 0.224f, 0.225f);

    /** Refuses an impossible format. */
    public ImageFormat {
        labels = List.copyOf(labels);
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (labels.size() < 2 || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("two or more distinct classes are needed: " + labels);
        }
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException("size must be " + SMALLEST + " to " + LARGEST + ": " + size);
        }
        boolean divisors = deviation.stream().allMatch(value -> value > 0 && Float.isFinite(value));
        if (mean.size() != CHANNELS || deviation.size() != CHANNELS || !divisors) {
            throw new IllegalArgumentException("normalisation needs red, green and blue: " + mean + ", " + deviation);
        }
    }

    /**
     * A format with the usual normalisation.
     *
     * @param labels the classes
     * @param size height and width in pixels
     * @return a format with ImageNet's mean and deviation
     */
    public static ImageFormat usual(List<String> labels, int size) {
        return new ImageFormat(labels, size, IMAGENET_MEAN, IMAGENET_DEVIATION);
    }

    /**
     * Names for unnamed classes.
     *
     * @param classes their number
     * @return {@code class-1} and so on, zero-padded to the width of the last
     */
    public static List<String> numbered(int classes) {
        List<String> names = new ArrayList<>();
        int digits = String.valueOf(classes).length();
        for (int i = 1; i <= classes; i++) {
            names.add(String.format(Locale.ROOT, "class-%0" + digits + "d", i));
        }
        return names;
    }

    /**
     * The same input with other classes.
     *
     * @param others the classes
     * @return the format of an adapted network
     */
    public ImageFormat with(List<String> others) {
        return new ImageFormat(others, size, mean, deviation);
    }

    /**
     * The input type, for surgery.
     *
     * @return height, width and channels
     */
    @JsonIgnore
    public InputType inputType() {
        return InputType.convolutional(size, size, CHANNELS);
    }

    /** Shape of a batch of pictures. */
    long[] shape(int pictures) {
        return new long[] {pictures, CHANNELS, size, size};
    }
}
