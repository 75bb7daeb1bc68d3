package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnreadableSoundTest {
    private static SortedMap<Path, UserFault> faults(int count) {
        SortedMap<Path, UserFault> faults = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            faults.put(Path.of(i + ".wav"), new UserFault(i + ".wav", "is empty, 0 bytes", "fetch it again"));
        }
        return faults;
    }

    @Test
    void oneFaultStaysAsItIs() {
        assertThat(UnreadableSound.of(faults(1))).hasMessage("0.wav: is empty, 0 bytes; fetch it again");
    }

    @Test
    void severalAreNamedInOneLine() {
        assertThat(UnreadableSound.of(faults(8)))
                .hasMessage("0.wav: is empty, 0 bytes; 7 more cannot be read: 1.wav, 2.wav, 3.wav, 4.wav,"
                        + " 5.wav and 2 more; attune corpus check says what is wrong with each");
    }
}
