package attune.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static Picture noise(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Picture(
                width, height, random.ints((long) width * height, 0, 1 << 24).toArray());
    }

    private static Crop whole(Picture picture) {
        return new Crop(0, 0, picture.width(), picture.height(), false);
    }

    @Test
    void theSameSizeChangesNothing() {
        Picture picture = noise(9, 9, 1);
        float[] same = Resampling.square(picture, whole(picture), 9);
        for (int i = 0; i < same.length; i++) {
            assertThat(same[i]).isEqualTo(picture.value(i / 81, i % 81 / 9, i % 9));
        }
    }

    @Test
    void aMirrorTurnsTheRows() {
        Picture picture = noise(10, 10, 2);
        float[] plain = Resampling.square(picture, whole(picture), 5);
        float[] mirrored = Resampling.square(picture, new Crop(0, 0, 10, 10, true), 5);
        for (int i = 0; i < plain.length; i++) {
            assertThat(mirrored[i]).isEqualTo(plain[i - i % 5 + 4 - i % 5]);
        }
    }

    @Test
    void aSlopeStaysASlope() {
        int[] rgb = new int[60 * 60];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 4 * (i % 60); // blue grows by 4 a column
        }
        float[] scaled = Resampling.square(new Picture(60, 60, rgb), new Crop(10, 10, 40, 40, false), 8);
        for (int column = 0; column < 8; column++) {
            double middle = 10 + (column + 0.5) * 5 - 0.5;
            assertThat(scaled[2 * 64 + 3 * 8 + column]).isCloseTo((float) (4 * middle), within(1e-3f));
        }
    }

    @Test
    void everyCropStaysInThePicture() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 500; i++) {
            Picture picture = noise(1 + random.nextInt(40), 1 + random.nextInt(40), i);
            Crop crop = Crop.random(picture, random);
            assertThat(crop.left()).isNotNegative();
            assertThat(crop.left() + crop.width()).isLessThanOrEqualTo(picture.width() + 1e-9);
            assertThat(crop.top() + crop.height()).isLessThanOrEqualTo(picture.height() + 1e-9);
            float[] values = Resampling.square(picture, crop, 8);
            for (float value : values) {
                assertThat(value).isBetween(-1e-3f, 255.001f);
            }
        }
    }

    /** Values from {@code make_resampled.py}, which uses PyTorch. */
    @Test
    void pytorchScalesTheSame() throws IOException {
        int[] rgb = new int[50 * 37];
        for (int i = 0; i < rgb.length; i++) {
            int red = i * 7919 % 251;
            int green = i * 104_729 % 241;
            rgb[i] = red << 16 | green << 8 | (red + green) % 239;
        }
        Picture picture = new Picture(50, 37, rgb);
        float[] ours = Resampling.square(picture, whole(picture), 8);
        List<String> theirs = Files.readAllLines(Path.of("src/test/resources/attune/vision/resampled.txt"));
        assertThat(theirs).hasSize(ours.length);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).as("value " + i).isCloseTo(Float.parseFloat(theirs.get(i)), within(1e-3f));
        }
    }
}
