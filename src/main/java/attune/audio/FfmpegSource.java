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

    private final Ffmpeg ffmpeg;
    private final Process process;
    private final Path complaints;
    private final String whatItIs;
    private final WavSource wav;
    private final AudioInfo info;
    private boolean closed;

    private FfmpegSource(Ffmpeg ffmpeg, Process process, Path complaints, String whatItIs, WavSource wav) {
        this.ffmpeg = ffmpeg;
        this.process = process;
        this.complaints = complaints;
        this.whatItIs = whatItIs;
        this.wav = wav;
        AudioInfo found = wav.info();
        this.info = new AudioInfo("ffmpeg", found.sampleRateHz(), found.channels(), AudioInfo.UNKNOWN);
    }

    /**
     * Starts the program, once it may run, and reads the header it writes.
     *
     * @param ffmpeg the program
     * @param whatItIs for messages: why this file is given to the program
     * @throws DamagedAudio when it is not there or finds no audio in the file
     */
    static FfmpegSource open(Ffmpeg ffmpeg, Path file, String whatItIs) throws IOException {
        ffmpeg.enter();
        try {
            return started(ffmpeg, file, whatItIs);
        } catch (IOException | RuntimeException e) {
            ffmpeg.leave();
            throw e;
        }
    }

    private static FfmpegSource started(Ffmpeg ffmpeg, Path file, String whatItIs) throws IOException {
        // A file, not a second pipe: nobody has to read it while the sound is read.
        Path complaints = Files.createTempFile("attune-ffmpeg", ".txt");
        Process process;
        try {
            process = start(ffmpeg, file, complaints);
        } catch (IOException e) {
            Files.delete(complaints);
            String why = String.valueOf(e.getMessage());
            throw why.contains("error=2,") // ENOENT, and ERROR_FILE_NOT_FOUND on Windows
                    ? new DamagedAudio(
                            whatItIs + ", and the program ffmpeg, which reads other kinds, is not on PATH",
                            "install ffmpeg or convert the file to WAV")
                    : new DamagedAudio(
                            whatItIs + ", and the program ffmpeg, which reads other kinds, cannot be started (" + why
                                    + ")",
                            "mend that, or convert the file to WAV");
        }
        try {
            InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16);
            in.mark(1);
            if (in.read() < 0) {
                throw failure(ffmpeg, process, complaints, whatItIs);
            }
            in.reset();
            WavSource wav = new WavSource(WavHeader.read(in, AudioInfo.UNKNOWN), in);
            return new FfmpegSource(ffmpeg, process, complaints, whatItIs, wav);
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

    private static Process start(Ffmpeg ffmpeg, Path file, Path complaints) throws IOException {
        return new ProcessBuilder(ffmpeg.command(file))
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
            throw failure(ffmpeg, process, complaints, whatItIs);
        }
        return got;
    }

    private static DamagedAudio failure(Ffmpeg ffmpeg, Process process, Path complaints, String whatItIs)
            throws IOException {
        int code = exitCode(process);
        List<String> lines = new String(Files.readAllBytes(complaints), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty() && ffmpeg.isOutOfTime(code)) {
            return new DamagedAudio(
                    whatItIs + ", and ffmpeg needs more than "
                            + ffmpeg.processorSeconds().orElseThrow() + " seconds of processor time for it",
                    "convert it to WAV, FLAC, MP3 or Ogg Vorbis");
        }
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
        try {
            process.destroyForcibly();
            process.getInputStream().close();
            exitCode(process);
        } finally {
            Files.deleteIfExists(complaints);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            ffmpeg.leave();
            stop(process, complaints);
        }
    }
}
