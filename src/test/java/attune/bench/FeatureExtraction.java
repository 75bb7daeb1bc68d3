package attune.bench;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.features.LogMelFrontEnd;
import java.nio.file.Path;

/** Features of one file that has been read before, with the standard settings. */
final class FeatureExtraction {

    private FeatureExtraction() {}

    static Workload of(Path file) {
        LogMelFrontEnd frontEnd = LogMelFrontEnd.standard();
        Waveform waveform = new AudioReader().read(file, frontEnd.sampleRateHz());
        return Workload.timed(() -> {
            if (frontEnd.extract(waveform).frames() != frontEnd.frames(waveform.samples().length)) {
                throw new IllegalStateException("frames are missing from the features of " + file);
            }
        });
    }
}
