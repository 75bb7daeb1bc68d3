package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.corpus.Utterance;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NetworkShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSettingsTest {
    @TempDir
    Path folder;

    private static TrainingSettings of(int epochs, int batchSize, double rate, double decay, int patience) {
        return new TrainingSettings(epochs, batchSize, rate, decay, patience, Augmentation.NONE, 1);
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        of(1, 1, 1e-9, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(-1, 1, 1, 0, 0))
                .withMessageContaining("epochs must be at least 1: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 1, 1, 0, 0))
                .withMessageContaining("epochs must be at least 1: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, 0, 1, 0, 0)).withMessageContaining("batch size");
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, 1, 0, 0, 0)).withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, Double.NaN, 0, 0))
                .withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, Double.POSITIVE_INFINITY, 0, 0))
                .withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, 1, -0.1, 0))
                .withMessageContaining("weight decay -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, 1, 0, -2))
                .withMessageContaining("patience must not be negative: -2");
    }

    @Test
    void theLessSpeechThereIsTheOftenerItIsGoneThrough() {
        TrainingSettings minutes = ofShortClips(0.2, 320);
        TrainingSettings hours = ofShortClips(5, 320);
        TrainingSettings days = ofShortClips(100, 320);
        assertThat(minutes.epochs()).isGreaterThan(hours.epochs());
        assertThat(hours.epochs()).isGreaterThan(days.epochs());
        assertThat(minutes.batchSize()).isLessThan(hours.batchSize());
    }

    /** But a clip is not gone through more than a hundred times. */
    @Test
    void belowAnHourTheStepsStayTheSame() {
        for (double hours = 0.13; hours < 1; hours += 0.07) {
            assertThat(hours * ofShortClips(hours, 320).epochs()).isCloseTo(12, within(0.51 * hours));
        }
        assertThat(ofShortClips(0.99, 320).epochs())
                .isEqualTo(ofShortClips(1, 320).epochs());
        assertThat(ofShortClips(0.5, 320).epochs()).isEqualTo(24);
        assertThat(ofShortClips(0.3, 320).epochs()).isEqualTo(40);
        assertThat(ofShortClips(0.3, 320).patience()).isEqualTo(10);
        assertThat(ofShortClips(5, 320).patience()).isEqualTo(4);
        assertThat(ofShortClips(100, 320).patience()).isEqualTo(3);
        assertThat(ofShortClips(0.01, 320).epochs()).isEqualTo(100);
        assertThat(ofShortClips(0, 320).epochs()).isEqualTo(100);
    }

    @Test
    void fewLongClipsAreGoneThroughAsOftenAsLittleSpeech() {
        TrainingSettings few = AdaptDefaults.of(1.34, 496, 320);
        assertThat(few.epochs()).isEqualTo(24);
        assertThat(few.patience()).isEqualTo(6);
        assertThat(few.batchSize()).isEqualTo(ofShortClips(0.3, 320).batchSize());
        assertThat(few.learningRate()).isEqualTo(ofShortClips(0.3, 320).learningRate());
        assertThat(AdaptDefaults.of(0.3, 100, 320).epochs()).isEqualTo(100);
        assertThat(AdaptDefaults.of(1.34, 1000, 320)).isEqualTo(ofShortClips(1.34, 320));
    }

    /** Of two or three seconds, as prompts are. */
    private static TrainingSettings ofShortClips(double hours, long units) {
        return AdaptDefaults.of(hours, (int) Math.ceil(1500 * hours), units);
    }

    @Test
    void theWiderTheNetworkTheLowerTheLearningRate() {
        double narrow = ofShortClips(0.2, 320).learningRate();
        assertThat(ofShortClips(0.2, 8).learningRate()).isEqualTo(narrow);
        assertThat(ofShortClips(0.2, 640).learningRate()).isEqualTo(narrow / 2);
        assertThat(ofShortClips(0.2, 2048).learningRate()).isEqualTo(0.00016);
    }

    @Test
    void theWidthIsThatOfOneDirectionOfTheWidestLayer() {
        List<Utterance> train = TinySpeech.digits();
        SpeechModel bothWays = wide(640, true);
        SpeechModel oneWay = wide(1280, false);
        assertThat(AdaptDefaults.of(bothWays, train).learningRate()).isEqualTo(0.0005);
        assertThat(AdaptDefaults.of(oneWay, train).learningRate()).isEqualTo(0.00025);
        TrainingSettings settings = AdaptDefaults.of(oneWay, train).withSeed(7);
        assertThat(AdaptDefaults.text(settings, oneWay, train)).endsWith("; layers of 1280 units need a low rate)\n");
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
    void defaultsSayWhatTheyAreAndWhyOthersOnlyWhat() throws IOException {
        SpeechModel source = SpeechModel.open(TinySpeech.bundle(folder.resolve("source.attune"), 1));
        List<Utterance> train = TinySpeech.digits();
        assertThat(AdaptDefaults.text(AdaptDefaults.of(source, train), source, train))
                .isEqualTo(
                        "at most 100 epochs, until 25 of them in a row are no better on dev; batches of 8, learning rate up"
                                + " to 0.001, features masked (less than an hour of speech or a thousand clips need small batches and"
                                + " many epochs to have steps enough)\n");
        assertThat(AdaptDefaults.text(of(3, 4, 0.0005, 0, 0), source, train))
                .isEqualTo("at most 3 epochs; batches of 4, learning rate up to 0.0005, clips as they are\n");
        assertThat(new TrainingSettings(3, 4, 0.0005, 0, 0, Augmentation.parse("mask,speed"), 1).text())
                .endsWith(", clips altered by speed, mask");
    }
}
