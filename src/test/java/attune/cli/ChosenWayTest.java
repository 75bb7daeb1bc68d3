package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.runs.Operation;
import attune.sweeps.Try;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenWayTest {
    private static String typed(String chosen, String command) {
        return new ChosenWay(Try.parse(chosen, Operation.ALL_LAYERS), Path.of("runs/cv"))
                .text(List.of(command.split(" ")))
                .strip()
                .replace("to adapt so with all of the data: ", "");
    }

    @Test
    void whatWasOnlyForChoosingIsLeftOut() {
        assertThat(typed(
                        "last:2",
                        "sweep -m a.attune --train b c --folds 5 -o runs/cv --try last:2 --try=all --seeds 1,2 --resume"
                                + " --epochs 9 --no-lm -q --format json"))
                .isEqualTo("attune adapt -m a.attune --train b c --epochs 9 --no-lm --train-layers last:2"
                        + " -o runs/cv-adapted");
    }

    @Test
    void whatTheWaySaysForItselfTakesThePlaceOfWhatAllHadInCommon() {
        assertThat(typed(
                        "new,insert=lstm:8,keep-until=lstm1,epochs=20,augment=speed+mask",
                        "sweep -m a --train b --insert dense:9 --keep-until lstm2 --epochs 9 --augment none --folds 2"
                                + " --trunk-learning-rate-factor 0.5 --out=runs/cv --batch-size 4"))
                .isEqualTo("attune adapt -m a --train b --batch-size 4 --train-layers new --keep-until lstm1"
                        + " --insert lstm:8 --augment speed,mask --epochs 20 -o runs/cv-adapted");
    }

    @Test
    void fromRandomWeightsOnlyASweepTrains() {
        assertThat(typed("scratch,epochs=80", "image sweep -m a --train b --folds 3 -o runs/cv"))
                .isEqualTo("attune image sweep -m a --train b --try scratch,epochs=80 -o runs/cv-adapted");
    }

    @Test
    void picturesHaveAFlagForTheirAugmentation() {
        assertThat(typed("all,augment=none", "image sweep -m a --train b --no-augment --folds 3 -o runs/cv"))
                .isEqualTo("attune image adapt -m a --train b --train-layers all --no-augment -o runs/cv-adapted");
    }

    @Test
    void namesThatAShellWouldTakeApartAreQuoted() {
        String line = new ChosenWay(Try.parse("all", Operation.ALL_LAYERS), Path.of("out"))
                .text(List.of("sweep", "-m", "my model", "--train", "it's", "--folds", "2"));
        assertThat(line).contains("-m 'my model' --train 'it'\\''s' --train-layers all");
    }
}
