package attune.fuzz;

import attune.audio.SoundDoor;
import attune.vision.PictureReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Recordings and photographs. */
final class SoundsAndPictures {
    private static final Path SOUNDS = Path.of("src/test/resources/attune/audio/golden");
    private static final int[] TYPES = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_GRAY
    };

    private SoundsAndPictures() {}

    static List<FuzzedReader> readers() {
        return List.of(
                sounds(
                        "wav",
                        Mutations.BYTES,
                        "stereo-16bit-16khz.wav",
                        "extensible-24bit.wav",
                        "float-32bit.wav",
                        "float-64bit.wav",
                        "rf64.wav",
                        "a-law.wav",
                        "unsigned-8bit.wav"),
                sounds("flac", FlacSeal.of(Mutations.BYTES), "stereo-16bit-16khz.flac", "24bit.flac", "8bit.flac"),
                sounds(
                        "mp3",
                        Mutations.BYTES,
                        "tagged-44khz-stereo.mp3",
                        "untagged-16khz-mono.mp3",
                        "untagged-8khz-mono.mp3"),
                sounds("ogg", Mutations.BYTES.then(SoundDoor::sealedOgg), "stereo-16khz.ogg", "several-pages.ogg"),
                pictures("png", Mutations.BYTES.then(Seals::png)),
                pictures("jpg", Mutations.BYTES),
                pictures("gif", Mutations.BYTES),
                pictures("bmp", Mutations.BYTES),
                pictures("tiff", Mutations.BYTES));
    }

    private static FuzzedReader sounds(String name, Mutation mutation, String... files) {
        return new FuzzedReader(
                name,
                folder -> {
                    List<Sample> samples = new ArrayList<>();
                    for (String file : files) {
                        samples.add(Sample.file(SOUNDS.resolve(file), mutation));
                    }
                    return samples;
                },
                SoundDoor::read);
    }

    /** One of each kind of pixels that the format can hold. */
    private static FuzzedReader pictures(String format, Mutation mutation) {
        return new FuzzedReader(
                format,
                folder -> {
                    List<Sample> samples = new ArrayList<>();
                    for (int type : TYPES) {
                        byte[] bytes = picture(format, type);
                        if (bytes.length > 0) {
                            samples.add(Sample.file("picture", bytes, mutation));
                        }
                    }
                    return samples;
                },
                PictureReader::read);
    }

    private static byte[] picture(String format, int type) throws IOException {
        BufferedImage picture = new BufferedImage(19, 13, type);
        SplittableRandom random = new SplittableRandom(type);
        for (int i = 0; i < 19 * 13; i++) {
            picture.setRGB(i % 19, i / 19, random.nextInt() | 0xff000000);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return ImageIO.write(picture, format, out) ? out.toByteArray() : new byte[0];
    }
}
