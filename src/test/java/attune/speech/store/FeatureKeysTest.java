package attune.speech.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.features.BandStatistics;
import attune.features.FeatureMatrix;
import attune.features.Framing;
import attune.features.LogMelFrontEnd;
import attune.features.MelBands;
import attune.features.Normalization;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureKeysTest {
    private static final LogMelFrontEnd STANDARD = LogMelFrontEnd.standard();

    @TempDir
    Path folder;

    private Path audio;

    @BeforeEach
    void copyAClip() throws IOException {
        audio = Files.copy(TinySpeech.digits().get(0).clip().audio(), folder.resolve("zero.flac"));
    }

    private static String key(Clip clip, LogMelFrontEnd frontEnd) throws IOException {
        return new FeatureKeys(new AudioReader()).of(clip, frontEnd).hex();
    }

    @Test
    void theNameAndPlaceOfTheFileDoNotMatter() throws IOException {
        Path elsewhere =
                Files.copy(audio, Files.createDirectory(folder.resolve("moved")).resolve("nought.bin"));
        assertThat(key(Clip.whole(elsewhere), STANDARD)).isEqualTo(key(Clip.whole(audio), STANDARD));
    }

    @Test
    void everySettingOfTheFrontEndMatters() throws IOException {
        float[] means = new float[80];
        means[79] = Math.nextUp(0f);
        float[] deviations = BandStatistics.unit(80).deviations();
        deviations[0] = Math.nextUp(1f);
        Normalization usual = STANDARD.normalization();
        List<LogMelFrontEnd> all = List.of(
                STANDARD,
                STANDARD.with(Normalization.MeanOver.SO_FAR),
                STANDARD.with(new BandStatistics(means, BandStatistics.unit(80).deviations())),
                STANDARD.with(new BandStatistics(new float[80], deviations)),
                with(STANDARD.framing(), STANDARD.bands(), new Normalization(usual.corpus(), 51, usual.meanOver())),
                with(new Framing(401, 160, 512, 3), STANDARD.bands(), usual),
                with(new Framing(400, 161, 512, 3), STANDARD.bands(), usual),
                with(new Framing(400, 160, 1024, 3), STANDARD.bands(), usual),
                with(new Framing(400, 160, 512, 2), STANDARD.bands(), usual),
                with(STANDARD.framing(), new MelBands(80, 21, 7600, 1e-6), usual),
                with(STANDARD.framing(), new MelBands(80, 20, 7601, 1e-6), usual),
                with(STANDARD.framing(), new MelBands(80, 20, 7600, 2e-6), usual),
                new LogMelFrontEnd(16_001, STANDARD.framing(), STANDARD.bands(), usual));
        List<String> keys = new ArrayList<>();
        for (LogMelFrontEnd frontEnd : all) {
            keys.add(key(Clip.whole(audio), frontEnd));
        }
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{64}"));
    }

    private static LogMelFrontEnd with(Framing framing, MelBands bands, Normalization normalization) {
        return new LogMelFrontEnd(16_000, framing, bands, normalization);
    }

    @Test
    void theStretchMatters() throws IOException {
        List<String> keys = List.of(
                key(Clip.whole(audio), STANDARD),
                key(new Clip(audio, 0, OptionalDouble.of(0.5)), STANDARD),
                key(new Clip(audio, 0.1, OptionalDouble.empty()), STANDARD),
                key(new Clip(audio, 0.1, OptionalDouble.of(0.5)), STANDARD),
                key(new Clip(audio, Math.nextUp(0.1), OptionalDouble.of(0.5)), STANDARD));
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void aFileThatChangesUnderTheSameNameIsNoticed() throws IOException {
        FeatureKeys keys = new FeatureKeys(new AudioReader());
        FeatureKey before = keys.of(Clip.whole(audio), STANDARD);
        assertThat(keys.of(Clip.whole(audio), STANDARD)).isEqualTo(before);
        Files.write(audio, Files.readAllBytes(TinySpeech.digits().get(1).clip().audio()));
        assertThat(keys.of(Clip.whole(audio), STANDARD)).isNotEqualTo(before);
    }

    @Test
    void aMissingFileHasNoKey() {
        assertThatThrownBy(() -> key(Clip.whole(folder.resolve("missing.wav")), STANDARD))
                .isInstanceOf(NoSuchFileException.class);
    }

    /**
     * Tests not the values, which have golden data of their own, but the version: a change to how a clip is decoded,
     * resampled or analysed has to raise it, or old caches would go on giving the old values.
     */
    @Test
    void theVersionIsRaisedWithTheArithmetic() {
        FeatureMatrix features = STANDARD.extract(new AudioReader().read(audio, 16_000));
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < features.values().length; i++) {
            sum += features.values()[i];
            weighted += features.values()[i] * Math.sin(i);
        }
        String remedy = "the features of a clip have changed: raise FeatureKeys.ARITHMETIC and correct this test";
        assertThat(FeatureKeys.ARITHMETIC).isEqualTo(1);
        assertThat(features.frames()).as(remedy).isEqualTo(28);
        assertThat(sum).as(remedy).isCloseTo(-12549.438, within(0.05));
        assertThat(weighted).as(remedy).isCloseTo(19.401, within(0.05));
    }
}
