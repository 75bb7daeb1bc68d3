package attune.jobs;

import attune.audio.WavWriter;
import attune.audio.Waveform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Sound that is written by parallel work. */
final class SoundFiles {
    private SoundFiles() {}

    /** Writes a WAV file; what goes wrong names it. Returns how many samples were too loud for it, and clipped. */
    static int write(Path file, Waveform sound) {
        try {
            return WavWriter.write(file, sound);
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot write " + file + ": " + e.getMessage(), e));
        }
    }
}
