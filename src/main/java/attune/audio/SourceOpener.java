package attune.audio;

import static attune.fault.Parameter.named;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Finds the decoder for a file. */
final class SourceOpener {
    /** Our decoders; another name when they read a file otherwise than before, so that no features of then are used. */
    private static final String OURS = "attune 2";

    private final Ffmpeg ffmpeg;
    private @Nullable String ffmpegVersion;

    /**
     * Opens files.
     *
     * @param ffmpeg the program for kinds we do not decode
     */
    SourceOpener(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * The decoder, at its first sample.
     *
     * @throws DamagedAudio when the file cannot be decoded
     */
    PcmSource open(Path file) throws IOException {
        BasicFileAttributes found = found(file); // asked once: the file may be across a network
        if (!found.isRegularFile()) {
            throw new DamagedAudio("is not a regular file", "give an audio file");
        }
        if (found.size() == 0) {
            throw new DamagedAudio("is empty, 0 bytes");
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return open(file, found.size(), in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static BasicFileAttributes found(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new DamagedAudio("does not exist", "check the path");
        }
    }

    /**
     * The decoder of live sound, at its first sample.
     *
     * @param in a WAV file, or headerless samples of 16 bits, little-endian, one channel
     * @param rawRateHz the rate of headerless samples; empty for WAV
     * @throws DamagedAudio when it is neither
     */
    static PcmSource open(InputStream in, OptionalInt rawRateHz) throws IOException {
        if (rawRateHz.isPresent()) {
            WavHeader samples =
                    new WavHeader(Optional.of(SampleCoding.SIGNED_16), 1, rawRateHz.getAsInt(), AudioInfo.UNKNOWN);
            return new ShortReads(new WavSource(samples, in));
        }
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        byte[] head = head(buffered);
        if (head.length == 0) {
            throw new DamagedAudio("is empty, 0 bytes", "check the program that supplies the sound");
        }
        WavHeader header = AudioKind.of(head) == AudioKind.WAV ? WavHeader.read(buffered, AudioInfo.UNKNOWN) : null;
        if (header == null || header.coding().isEmpty()) {
            throw new DamagedAudio(
                    "is not plain WAV, the only kind with a header that can be read live",
                    "give WAV, or headerless 16-bit samples and their rate with " + named("raw"));
        }
        return new ShortReads(new WavSource(header, buffered));
    }

    /** What decodes a file: this program, or ffmpeg, by the first line of its version report. */
    String decoder(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 12)) {
            long tagBytes = skipId3(in);
            AudioKind kind = AudioKind.of(head(in));
            boolean ours = kind == AudioKind.WAV
                    ? WavHeader.read(in, Files.size(file) - tagBytes).coding().isPresent()
                    : kind != AudioKind.OTHER;
            return ours ? OURS : ffmpegVersion();
        }
    }

    /** Name and version of the program for kinds we do not decode, if it is there. */
    Optional<String> ffmpeg() {
        try {
            return Optional.of(ffmpegVersion().replaceFirst(" Copyright.*", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized String ffmpegVersion() throws IOException {
        if (ffmpegVersion == null) {
            ffmpegVersion = FfmpegSource.version(ffmpeg.program());
        }
        return ffmpegVersion;
    }

    private static byte[] head(InputStream in) throws IOException {
        in.mark(AudioKind.HEAD_BYTES);
        byte[] head = in.readNBytes(AudioKind.HEAD_BYTES);
        in.reset();
        return head;
    }

    private PcmSource open(Path file, long fileBytes, InputStream in) throws IOException {
        long tagBytes = skipId3(in);
        byte[] head = head(in);
        if (head.length == 0) {
            throw new DamagedAudio("holds an ID3 tag and no sound after it", "leave the file out");
        }
        return switch (AudioKind.of(head)) {
            case WAV -> wav(file, in, fileBytes - tagBytes);
            case FLAC -> new FlacSource(in);
            case MP3 -> {
                in.close();
                yield Mp3Source.open(file, tagBytes);
            }
            case VORBIS -> {
                in.close();
                yield VorbisSource.open(file, tagBytes);
            }
            case OTHER -> {
                in.close();
                yield byProgram(file, "is not WAV, FLAC, MP3 or Ogg Vorbis");
            }
        };
    }

    private PcmSource wav(Path file, InputStream in, long fileBytes) throws IOException {
        WavHeader header = WavHeader.read(in, fileBytes);
        if (header.coding().isPresent()) {
            return new WavSource(header, in);
        }
        in.close();
        return byProgram(file, "is WAV in a coding that only ffmpeg reads");
    }

    private PcmSource byProgram(Path file, String whatItIs) throws IOException {
        return file.getFileSystem().equals(FileSystems.getDefault())
                ? FfmpegSource.open(ffmpeg, file, whatItIs)
                : CopiedSource.open(file, copy -> FfmpegSource.open(ffmpeg, copy, whatItIs));
    }

    /**
     * Skips ID3v2 tags, which precede MP3 and sometimes FLAC; returns their length.
     */
    private static long skipId3(InputStream in) throws IOException {
        long skipped = 0;
        while (true) {
            in.mark(Tags.ID3_HEADER_BYTES);
            long tag = Tags.id3Bytes(in.readNBytes(Tags.ID3_HEADER_BYTES));
            in.reset();
            if (tag == 0) {
                return skipped;
            }
            try {
                in.skipNBytes(tag);
            } catch (EOFException e) {
                throw new DamagedAudio(
                        "is cut short: it ends inside its ID3 tag of " + (tag - Tags.ID3_HEADER_BYTES) + " bytes", e);
            }
            skipped += tag;
        }
    }
}
