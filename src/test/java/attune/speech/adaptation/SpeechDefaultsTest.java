package attune.speech.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.runs.TrainingSettings;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.language.LanguageTexts;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NetworkShape;
import attune.speech.learning.NewOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechDefaultsTest {
    @Test
    void theLessSpeechThereIsTheOftenerItIsGoneThrough() {
        TrainingSettings minutes = ofShortClips(0.2, 320);
        TrainingSettings hours = ofShortClips(5, 320);
        TrainingSettings days = ofShortClips(100, 320);
        assertThat(minutes.schedule().epochs()).isGreaterThan(hours.schedule().epochs());
        assertThat(hours.schedule().epochs()).isGreaterThan(days.schedule().epochs());
        assertThat(minutes.batchSize()).isLessThan(hours.batchSize());
    }

    /** But never more than a hundred epochs. */
    @Test
    void belowAnHourEpochsGrowAndStepsShrink() {
        for (double hours = 0.13; hours < 1; hours += 0.07) {
            int epochs = ofShortClips(hours, 320).schedule().epochs();
            assertThat(epochs)
                    .isLessThanOrEqualTo(
                            ofShortClips(hours - 0.07, 320).schedule().epochs());
            assertThat(hours * epochs).isBetween(12 * Math.sqrt(hours) - hours, 12 * 1.0);
        }
        assertThat(ofShortClips(0.99, 320).schedule().epochs())
                .isEqualTo(ofShortClips(1, 320).schedule().epochs());
        assertThat(ofShortClips(0.5, 320).schedule().epochs()).isEqualTo(20);
        assertThat(ofShortClips(0.3, 320).schedule().epochs()).isEqualTo(30);
        assertThat(ofShortClips(0.3, 320).schedule().patience()).isEqualTo(7);
        assertThat(ofShortClips(5, 320).schedule().patience()).isEqualTo(4);
        assertThat(ofShortClips(100, 320).schedule().patience()).isEqualTo(3);
        assertThat(ofShortClips(0.01, 320).schedule().epochs()).isEqualTo(100);
        assertThat(ofShortClips(0, 320).schedule().epochs()).isEqualTo(100);
    }

    @Test
    void fewLongClipsAreGoneThroughAsOftenAsLittleSpeech() {
        TrainingSettings few = SpeechDefaults.of(1.34, 496, 320);
        assertThat(few.schedule().epochs()).isEqualTo(20);
        assertThat(few.schedule().patience()).isEqualTo(5);
        assertThat(few.batchSize()).isEqualTo(ofShortClips(0.3, 320).batchSize());
        assertThat(few.schedule().learningRate())
                .isEqualTo(ofShortClips(0.3, 320).schedule().learningRate());
        assertThat(SpeechDefaults.of(0.3, 100, 320).schedule().epochs()).isEqualTo(67);
        assertThat(SpeechDefaults.of(1.34, 1000, 320)).isEqualTo(ofShortClips(1.34, 320));
    }

    /** Clips of two or three seconds, like prompts. */
    private static TrainingSettings ofShortClips(double hours, long units) {
        return SpeechDefaults.of(hours, (int) Math.ceil(1500 * hours), units);
    }

    @Test
    void theWiderTheNetworkTheLowerTheLearningRate() {
        double narrow = ofShortClips(0.2, 320).schedule().learningRate();
        assertThat(ofShortClips(0.2, 8).schedule().learningRate()).isEqualTo(narrow);
        assertThat(ofShortClips(0.2, 640).schedule().learningRate()).isEqualTo(narrow / 2);
        assertThat(ofShortClips(0.2, 2048).schedule().learningRate()).isEqualTo(0.00016);
    }

    @Test
    void theWidthIsThatOfOneDirectionOfTheWidestLayer() {
        List<Utterance> train = TinySpeech.digits();
        SpeechModel bothWays = wide(640, true);
        SpeechModel oneWay = wide(1280, false);
        assertThat(SpeechDefaults.of(bothWays, train).settings().schedule().learningRate())
                .isEqualTo(0.0005);
        assertThat(SpeechDefaults.of(oneWay, train).settings().schedule().learningRate())
                .isEqualTo(0.00025);
        assertThat(SpeechDefaults.of(oneWay, train).reason()).endsWith("; layers of 1280 units need a low rate");
    }

    private static SpeechModel wide(int units, boolean bidirectional) {
        SpeechFormat format = TinySpeech.format();
        return SpeechModel.of(
                AcousticNetwork.create(
                        format.frontEnd().coefficients(),
                        new NetworkShape(1, units, bidirectional, 0),
                        format.alphabet(),
                        new RunSeed(1)),
                format,
                "CC0-1.0",
                List.of());
    }

    @Test
    void howClipsAreShownIsToldInWords() {
        assertThat(part("none").shownText()).isEqualTo("clips unaltered");
        assertThat(part("mask").shownText()).isEqualTo("features masked");
        assertThat(part("mask,speed").shownText()).isEqualTo("clips altered by speed, mask");
    }

    private static SpeechPart part(String augment) {
        NewOutput output = NewOutput.same(TinySpeech.format().alphabet(), true);
        return new SpeechPart("english-basic", output, Augmentation.parse(augment), LanguageTexts.NONE, 0);
    }
}
