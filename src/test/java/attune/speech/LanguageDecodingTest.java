package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.bundle.ProvenanceStep;
import attune.decoding.Calibration;
import attune.decoding.UnknownWords;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model in a bundle. */
class LanguageDecodingTest {
    private static final DecodingSettings SETTINGS = new DecodingSettings(
            37,
            0.75,
            -0.5,
            1.5,
            new UnknownWords.Penalised(3, 0.25),
            new Calibration(0.9, 0.1),
            new Calibration(1.1, -2));

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("m.attune");
        TinySpeech.model(1)
                .with(new LanguageDecoding(TinyLanguage.digits(folder), SETTINGS), Optional.empty())
                .write(file);
    }

    @Test
    void modelAndSettingsAreReadAsTheyWereWritten() throws IOException {
        LanguageDecoding read = SpeechModel.open(file).language().orElseThrow();
        assertThat(read.settings()).isEqualTo(SETTINGS);
        assertThat(BundleEdits.entry(file, "language.lm"))
                .isEqualTo(Files.readAllBytes(folder.resolve(TinyLanguage.FILE)));
        assertThat(read.model().vocabulary().text(read.model().vocabulary().token("seven")))
                .isEqualTo("seven");
    }

    @Test
    void settingsWithoutAPenaltyOfTheBlankHaveNone() throws IOException {
        Path old = BundleEdits.replace(file, "model.json", "\"blankPenalty\" : 1.5,", "");
        DecodingSettings read = SpeechModel.open(old).language().orElseThrow().settings();
        assertThat(read.blankPenalty()).isZero();
        assertThat(read.wordBonus()).isEqualTo(SETTINGS.wordBonus());
    }

    @Test
    void openingAndWritingLosesNothing() throws IOException {
        Path copy = folder.resolve("copy.attune");
        SpeechModel.open(file).write(copy);
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    @SuppressWarnings("NullAway") // misses the annotation of a nested type
    void refusedUnknownWordsStayRefused() throws IOException {
        DecodingSettings refused = new DecodingSettings(
                SETTINGS.width(),
                SETTINGS.weight(),
                SETTINGS.wordBonus(),
                SETTINGS.blankPenalty(),
                null,
                SETTINGS.calibration(),
                SETTINGS.greedyCalibration());
        Path other = folder.resolve("refused.attune");
        TinySpeech.model(1)
                .with(new LanguageDecoding(TinyLanguage.digits(folder), refused), Optional.empty())
                .write(other);
        assertThat(SpeechModel.open(other).language().orElseThrow().settings()).isEqualTo(refused);
    }

    @Test
    void aBundleWithoutOneIsAsItEverWas() throws IOException {
        Path plain = TinySpeech.bundle(folder.resolve("plain.attune"), 1);
        assertThat(SpeechModel.open(plain).language()).isEmpty();
        Path bared = folder.resolve("bared.attune");
        SpeechModel.open(file).bare().write(bared);
        assertThat(bared).hasSameBinaryContentAs(plain);
    }

    @Test
    void theProvenanceGrowsByOneStep() {
        ProvenanceStep step = new ProvenanceStep(
                "language model",
                Instant.EPOCH,
                "attune lm tune",
                new ProvenanceStep.Conditions("3 dev clips", 0, "portable", 1),
                null,
                Map.of());
        SpeechModel model = TinySpeech.model(1);
        SpeechModel with = model.with(model(), Optional.of(step));
        assertThat(with.metadata().provenance()).containsExactly(step);
        assertThat(with.network()).isSameAs(model.network());
    }

    private LanguageDecoding model() {
        return new LanguageDecoding(TinyLanguage.digits(folder), SETTINGS);
    }

    @Test
    void everyDamagedByteOfTheModelIsNoticed() throws IOException {
        byte[] good = BundleEdits.entry(file, "language.lm");
        for (int at = 0; at < good.length; at += 7) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            refused(BundleEdits.withEntry(file, "language.lm", bad), "language.lm");
        }
        refused(BundleEdits.withEntry(file, "language.lm", new byte[0]), "language.lm: is only 0 bytes long");
        refused(BundleEdits.withEntry(file, "language.lm", Arrays.copyOf(good, good.length - 9)), "promises");
        refused(
                BundleEdits.withEntry(
                        file, "language.lm", "\\data\\\nngram 1=1\n".repeat(9).getBytes(StandardCharsets.UTF_8)),
                "is not a language model in Attune's binary format");
    }

    @Test
    void settingsThatAreNotSoundAreRefused() throws IOException {
        for (List<String> edit : List.of(
                List.of("\"width\" : 37", "\"width\" : 0"),
                List.of("\"width\" : 37", "\"width\" : 1000000"),
                List.of("\"weight\" : 0.75", "\"weight\" : -1"),
                List.of("\"weight\" : 0.75", "\"weight\" : \"NaN\""),
                List.of("\"wordBonus\"", "\"wordMalus\""),
                List.of("\"slope\" : 0.9", "\"slope\" : null"),
                List.of("\"calibration\"", "\"elsewhere\""))) {
            refused(BundleEdits.replace(file, "model.json", edit.get(0), edit.get(1)), "model.json", "decoding");
        }
    }

    @Test
    void oneHalfWithoutTheOtherIsRefused() throws IOException {
        refused(BundleEdits.replace(file, "model.json", "\"decoding\"", "\"decoding2\""), "2");
        Path plain = TinySpeech.bundle(folder.resolve("plain.attune"), 1);
        byte[] model = BundleEdits.entry(file, "language.lm");
        refused(BundleEdits.withEntry(plain, "language.lm", model), "has no settings for it");
        String told = new String(BundleEdits.entry(plain, "model.json"), StandardCharsets.UTF_8);
        byte[] nothing = told.replaceFirst("\"domain\" : \\{", "\"domain\" : { \"decoding\" : null,")
                .getBytes(StandardCharsets.UTF_8);
        refused(
                BundleEdits.withEntry(BundleEdits.withEntry(plain, "model.json", nothing), "language.lm", model),
                "has no settings for it");
        byte[] metadata = BundleEdits.entry(file, "model.json");
        refused(BundleEdits.withEntry(plain, "model.json", metadata), "language.lm is missing");
    }

    private static void refused(Path bundle, String... words) {
        assertThatThrownBy(() -> SpeechModel.open(bundle))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("edited-")
                .hasMessageContainingAll(words);
    }
}
