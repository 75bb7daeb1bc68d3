package attune.audio;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Every other kind of file, through the program ffmpeg: it writes the first audio stream as a floating-point WAV to a
 * pipe, at the file's own rate and channels. Its length is known only at the end.
 */
final class FfmpegSource implements PcmSource {

    private final Process process;
    private final Path complaints;
    private final String whatItIs;
    private final WavSource wav;
    private final AudioInfo info;

    private FfmpegSource(Process process, Path complaints, String whatItIs, WavSource wav) {
        this.process = process;
        this.complaints = complaints;
        this.whatItIs = whatItIs;
        this.wav = wav;
        AudioInfo found = wav.info();
        this.info = new AudioInfo("ffmpeg", found.sampleRateHz(), found.channels(), AudioInfo.UNKNOWN);
    }

    /**
     * Starts the program and reads the header it writes.
     *
     * @param ffmpeg the program's name or path
     * @param whatItIs for messages: why this file is given to the program
     * @throws DamagedAudio when it is not there or finds no audio in the file
     */
    static FfmpegSource open(String ffmpeg, Path file, String whatItIs) throws IOException {
        // A file, not a second pipe: nobody has to read it while the sound is read.
        Path complaints = Files.createTempFile("attune-ffmpeg", ".txt");
        Process process;
        try {
            process = start(ffmpeg, file, complaints);
        } catch (IOException e) {
            Files.delete(complaints);
            throw new DamagedAudio(
                    whatItIs + ", and the program ffmpeg, which reads other kinds, is not on PATH",
                    "install ffmpeg or convert the file to WAV");
        }
        try {
            InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16);
            in.mark(1);
            if (in.read() < 0) {
                throw failure(process, complaints, whatItIs);
            }
            in.reset();
            return new FfmpegSource(
                    process, complaints, whatItIs, new WavSource(WavHeader.read(in, AudioInfo.UNKNOWN), in));
        } catch (IOException | RuntimeException e) {
            stop(process, complaints);
            throw e;
        }
    }

    /** The first line of the program's version report. */
    static String version(String ffmpeg) throws IOException {
        Process process =
                new ProcessBuilder(ffmpeg, "-version").redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String first = said.readLine();
            said.transferTo(Writer.nullWriter());
            return first == null ? "" : first;
        }
    }

    private static Process start(String ffmpeg, Path file, Path complaints) throws IOException {
        List<String> command = List.of(
                ffmpeg,
                "-nostdin",
                "-hide_banner",
                "-v",
                "error",
                "-xerror",
                // A playlist must not make it fetch from elsewhere.
                "-protocol_whitelist",
                "file,pipe",
                "-i",
                "file:" + file.toAbsolutePath(),
                "-map",
                "0:a:0",
                "-c:a",
                "pcm_f32le",
                "-bitexact",
                "-f",
                "wav",
                "pipe:1");
        return new ProcessBuilder(command)
                .redirectError(complaints.toFile())
                .redirectInput(new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null"))
                .start();
    }

    @Override
    public AudioInfo info() {
        return info;
    }

    @Override
    public int read(float[] mono, int from, int count) throws IOException {
        int got = wav.read(mono, from, count);
        if (got < 0 && exitCode(process) != 0) {
            throw failure(process, complaints, whatItIs);
        }
        return got;
    }

    private static DamagedAudio failure(Process process, Path complaints, String whatItIs) throws IOException {
        exitCode(process);
        List<String> lines = new String(Files.readAllBytes(complaints), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String reason = lines.isEmpty() ? "it gave no reason" : lines.get(0).replaceFirst("^(\\[[^]]*] )+", "");
        return new DamagedAudio(
                whatItIs + ", and ffmpeg cannot read it either (" + reason + ")",
                "check that it is a complete audio file");
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ffmpeg was ending", e);
        }
    }

    private static void stop(Process process, Path complaints) throws IOException {
        process.getInputStream().close();
        process.destroyForcibly();
        exitCode(process);
        Files.deleteIfExists(complaints);
    }

    @Override
    public void close() throws IOException {
        stop(process, complaints);
    }
}
