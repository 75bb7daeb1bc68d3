package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import attune.seed.RunSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortFloatTest {

    /** The constants of IEEE 754-2008, table 3.5, and of binary32 cut in half. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 3c00, 3f80",
        "-2.0, c000, c000",
        "-0.0, 8000, 8000",
        "65504.0, 7bff, 4780",
        "65519.999, 7bff, 4780",
        "65520.0, 7c00, 4780",
        "5.9604644775390625e-8, 1, 3380",
        "2.98023223876953125e-8, 0, 3300",
        "2.9802322387695316e-8, 1, 3300",
        "6.097555160522461e-5, 3ff, 3880",
        "1e30, 7c00, 714a",
        "1e300, 7c00, 7f80",
        "0.0, 0, 0",
        "4.9e-324, 0, 0"
    })
    void knownNumbersHaveTheirKnownBits(double value, String binary16, String bfloat16) {
        assertThat(hex(ShortFloat.BINARY16.encode(value))).isEqualTo(binary16);
        assertThat(hex(ShortFloat.BFLOAT16.encode(value))).isEqualTo(bfloat16);
    }

    @Test
    void everyNumberOfSixteenBitsComesBack() {
        for (int code = 0; code < 1 << 16; code++) {
            for (ShortFloat format : List.of(ShortFloat.BINARY16, ShortFloat.BFLOAT16)) {
                double value = format.decode((short) code);
                if (!Double.isNaN(value)) {
                    assertThat(format.encode(value)).isEqualTo((short) code);
                }
            }
        }
    }

    @Test
    void bfloat16IsTheUpperHalfOfABinary32() {
        for (int code = 0; code < 1 << 16; code++) {
            Double upperHalf = (double) Float.intBitsToFloat(code << 16);
            assertThat(ShortFloat.BFLOAT16.decode((short) code)).isEqualTo(upperHalf); // boxed: NaN equals NaN
        }
    }

    @Test
    void roundingIsNumpys(@TempDir Path folder) throws Exception {
        ExternalTools.requirePython("numpy");
        List<Double> values = everyKindOfNumber();
        Path input = folder.resolve("numbers");
        Files.write(input, values.stream().map(Double::toHexString).toList());

        List<String> numpys = Python.lines("round.py", input);

        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            assertThat(hex(ShortFloat.BINARY16.encode(value)) + " " + hex(ShortFloat.BFLOAT16.encode(value)))
                    .as("%s, line %d", value, i)
                    .isEqualTo(numpys.get(i));
        }
    }

    /** Floats, half of them halfway or nearly halfway between two numbers of 16 bits. */
    private static List<Double> everyKindOfNumber() {
        RunSeed seed = new RunSeed(11);
        System.out.println("numbers to round: " + seed);
        SplittableRandom random = seed.stream("numbers");
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int bits = random.nextInt();
            if (i % 2 == 0) {
                int exponent = random.nextInt(127 - 26, 127 + 17);
                int halfway = i % 4 == 0 ? 0x1000 : 0x8000;
                int placed = (bits & 0x807f_ffff) | (exponent << 23);
                bits = (placed & -(halfway << 1)) | (halfway + random.nextInt(-1, 2));
            }
            float value = Float.intBitsToFloat(bits);
            if (Float.isFinite(value)) {
                values.add((double) value);
            }
        }
        return values;
    }

    private static String hex(short code) {
        return Integer.toHexString(code & 0xffff);
    }
}
