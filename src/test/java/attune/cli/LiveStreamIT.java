package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.speech.TinySpeech;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code transcribe --stream} behind a program that records, as a process that is stopped. */
class LiveStreamIT {
    @TempDir
    Path folder;

    /** As Ctrl-C does: the signal comes first, the end of the sound right after it. */
    @Test
    void writesItsLastWordsWhenItIsStopped() throws IOException, InterruptedException {
        Path live = folder.resolve("live.attune");
        TinySpeech.streaming(2, 4).write(live);
        Process process = Program.of(
                        "transcribe", "-m", live, "--stream", "--pause", 31, "-", "--raw", 16_000, "--format", "json")
                .start();
        try (OutputStream sound = process.getOutputStream();
                BufferedReader out = process.inputReader()) {
            sound.write(samples());
            sound.flush();
            assertThat(out.readLine()).contains("\"partial\"");
            process.toHandle().destroy();
            sound.close();
            assertThat(out.lines()).last().asString().contains("\"text\"", "\"words\"");
        }
        assertThat(process.waitFor()).as("stopped by a signal").isGreaterThan(128);
    }

    private static byte[] samples() throws IOException {
        float[] clip = new AudioReader()
                .read(TinySpeech.digits().get(7).clip().audio(), 16_000)
                .samples();
        ByteBuffer bytes = ByteBuffer.allocate(2 * clip.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : clip) {
            bytes.putShort((short) (sample * Short.MAX_VALUE));
        }
        return bytes.array();
    }
}
