package attune.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    private static final int[] COLOURS = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF};

    @TempDir
    Path folder;

    private static BufferedImage picture(int type) {
        BufferedImage picture = new BufferedImage(3, 2, type);
        for (int i = 0; i < COLOURS.length; i++) {
            picture.setRGB(i % 3, i / 3, 0xFF000000 | COLOURS[i]);
        }
        return picture;
    }

    private static int[] opaque(Picture picture) {
        return Arrays.stream(picture.rgb()).map(rgb -> rgb & 0xFFFFFF).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void losslessKindsGiveTheirPixels(String kind) throws IOException {
        Path file = folder.resolve("picture." + kind);
        DrawnShapes.write(picture(BufferedImage.TYPE_INT_RGB), file);
        Picture read = PictureReader.read(file);
        assertThat(read.width()).isEqualTo(3);
        assertThat(opaque(read)).containsExactly(COLOURS);
        assertThat(read.value(0, 1, 0)).as("red of yellow").isEqualTo(255);
        assertThat(read.value(2, 1, 0)).as("blue of yellow").isZero();
    }

    @Test
    void holesAreWhite() throws IOException {
        BufferedImage picture = picture(BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(1, 1, 0);
        Path file = folder.resolve("hole.png");
        DrawnShapes.write(picture, file);
        assertThat(opaque(PictureReader.read(file))[4]).isEqualTo(0xFFFFFF);
    }

    /** As stored, not as drawn by Java, which treats grey with an alpha channel as linear light. */
    @ParameterizedTest
    @ValueSource(ints = {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT})
    void greyWithHolesIsAsBrightAsGreyWithout(int type) throws IOException {
        ColorModel greyAndAlpha = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, Transparency.TRANSLUCENT, type);
        WritableRaster raster = greyAndAlpha.createCompatibleWritableRaster(3, 1);
        int full = type == DataBuffer.TYPE_BYTE ? 255 : 65_535;
        raster.setPixel(0, 0, new int[] {full * 128 / 255, full});
        raster.setPixel(1, 0, new int[] {full * 128 / 255, full / 3});
        raster.setPixel(2, 0, new int[] {0, 0});
        Path file = folder.resolve("grey.png");
        DrawnShapes.write(new BufferedImage(greyAndAlpha, raster, false, null), file);
        assertThat(opaque(PictureReader.read(file))).containsExactly(0x808080, 0xD5D5D5, 0xFFFFFF);
    }

    /** Where the stored pixels 012/345 belong, by the pictures in the EXIF standard's description of the tag. */
    @ParameterizedTest
    @CsvSource({
        "1, 012345, 3",
        "2, 210543, 3",
        "3, 543210, 3",
        "4, 345012, 3",
        "5, 031425, 2",
        "6, 304152, 2",
        "7, 524130, 2",
        "8, 251403, 2"
    })
    void aCamerasPositionIsUndone(int code, String order, int width) {
        for (ByteOrder bytes : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            ExifOrientation orientation = ExifOrientation.of(jpegHeader(code, bytes));
            assertThat(orientation.code()).isEqualTo(code);
            Picture upright = orientation.upright(new Picture(3, 2, new int[] {0, 1, 2, 3, 4, 5}));
            assertThat(upright.width()).isEqualTo(width);
            assertThat(Arrays.stream(upright.rgb()).mapToObj(String::valueOf).reduce("", String::concat))
                    .isEqualTo(order);
        }
    }

    private static byte[] jpegHeader(int code, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(64).order(order);
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(4).putInt(0x41414100); // the maker's name
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) code)
                .putShort((short) 0);
        ByteBuffer file = ByteBuffer.allocate(128);
        file.putShort((short) 0xFFD8);
        file.putShort((short) 0xFFE0).putShort((short) 6).putInt(0); // another segment comes first
        file.putShort((short) 0xFFE1).putShort((short) (2 + 6 + tiff.capacity()));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
        file.putShort((short) 0xFFDA);
        return file.array();
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", file);
        return file.toByteArray();
    }

    @Test
    void aJpegOnItsSideIsReadUpright() throws IOException {
        BufferedImage lying = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        lying.createGraphics().fillRect(0, 0, 16, 16); // white on the left, which is up
        byte[] plain = jpeg(lying);
        byte[] exif = Arrays.copyOfRange(jpegHeader(6, ByteOrder.BIG_ENDIAN), 10, 10 + 2 + 2 + 6 + 64);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(plain, 0, 2);
        file.write(exif);
        file.write(plain, 2, plain.length - 2);
        Picture read = PictureReader.read(Files.write(folder.resolve("lying.jpg"), file.toByteArray()));
        assertThat(read.width()).isEqualTo(16);
        assertThat(read.height()).isEqualTo(32);
        assertThat(read.value(0, 2, 8)).as("above").isGreaterThan(240);
        assertThat(read.value(0, 29, 8)).as("below").isLessThan(15);
    }

    /** T.81, B.1.1.2. */
    @Test
    void bytesMayFillTheSpaceBeforeAMarker() throws IOException {
        byte[] whole = jpeg(picture(BufferedImage.TYPE_INT_RGB));
        assertThat(JpegEnd.isMissing(filled(whole, 2))).isFalse();
        byte[] header = jpegHeader(6, ByteOrder.BIG_ENDIAN);
        for (int at : new int[] {2, 10}) {
            assertThat(ExifOrientation.of(filled(header, at)).code()).isEqualTo(6);
        }
    }

    /** Two bytes more. */
    private static byte[] filled(byte[] file, int at) {
        ByteBuffer filled = ByteBuffer.allocate(file.length + 2);
        filled.put(file, 0, at).putShort((short) 0xFFFF).put(file, at, file.length - at);
        return filled.array();
    }

    @Test
    void aJpegThatWasCutOffIsRefusedThoughTheDecoderTakesIt() throws IOException {
        byte[] whole = jpeg(picture(BufferedImage.TYPE_INT_RGB));
        assertThat(JpegEnd.isMissing(whole)).isFalse();
        assertThat(JpegEnd.isMissing(Arrays.copyOf(whole, whole.length + 9)))
                .as("with more behind it")
                .isFalse();
        for (int length = 2; length < whole.length; length++) {
            assertThat(JpegEnd.isMissing(Arrays.copyOf(whole, length)))
                    .as("of " + length)
                    .isTrue();
        }
        Path cut = folder.resolve("cut.jpg");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> PictureReader.read(cut))
                .isInstanceOf(UserFault.class)
                .hasMessage(cut + ": ends before the picture does; fetch the file again, or remove it");
    }

    @Test
    void damagedExifDataLeaveThePictureAsItIs() {
        byte[] sound = jpegHeader(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < 60; length++) {
            assertThat(ExifOrientation.of(Arrays.copyOf(sound, length)).code()).isIn(1, 6);
        }
        byte[] far = jpegHeader(6, ByteOrder.BIG_ENDIAN);
        far[2 + 8 + 4 + 6 + 4] = 0x7F; // the directory lies past the end
        assertThat(ExifOrientation.of(far)).isEqualTo(ExifOrientation.UPRIGHT);
        assertThat(ExifOrientation.of(jpegHeader(9, ByteOrder.BIG_ENDIAN))).isEqualTo(ExifOrientation.UPRIGHT);
    }

    @Test
    void aSmallFileThatClaimsManyPixelsIsRefusedUnread() throws IOException {
        Path bomb = folder.resolve("bomb.png");
        Files.write(bomb, pngHeader(60_000, 60_000));
        assertThatThrownBy(() -> PictureReader.read(bomb))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith(bomb + ": has 60000 x 60000 pixels, more than " + PictureReader.mostPixels()
                        + "; scale it down");
    }

    @Test
    void aFileThatAsksForMoreMemoryThanThereIsIsRefused() throws IOException {
        Path file = folder.resolve("jpeg-within.bmp");
        int headerBytes = 14 + 40;
        int jpegWithin = 4;
        ByteBuffer bytes = ByteBuffer.allocate(headerBytes + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("BM".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes.capacity())
                .putInt(0)
                .putInt(headerBytes);
        bytes.putInt(40)
                .putInt(19)
                .putInt(13)
                .putShort((short) 1)
                .putShort((short) 8)
                .putInt(jpegWithin);
        bytes.putInt(Integer.MAX_VALUE);
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> PictureReader.read(file))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith(file + ": asks for more memory than there is");
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        byte[] chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(chunk);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        file.write(chunk);
        file.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
        return file.toByteArray();
    }

    @Test
    void whatIsNoPictureIsTheUsersFault() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
        assertThatThrownBy(() -> PictureReader.read(text))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("text.jpg: is not a picture in a known format");
        Path cut = folder.resolve("cut.png");
        DrawnShapes.write(picture(BufferedImage.TYPE_INT_RGB), cut);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 45));
        assertThatThrownBy(() -> PictureReader.read(cut))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("cut.png: cannot be read as a picture");
    }
}
