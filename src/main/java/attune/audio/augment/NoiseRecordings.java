package attune.audio.augment;

import static attune.fault.Parameter.named;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.fault.UserFault;
import attune.files.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The audio files of a folder, in memory with 16 bits a sample. */
final class NoiseRecordings {
    private static final List<String> ENDINGS = List.of(".wav", ".flac", ".mp3", ".ogg");
    /** Four and a half hours at 16 kHz; a quarter of a gigabyte of samples is as good as more. */
    private static final long MOST_SAMPLES = 1L << 28;

    private static final String REMEDY =
            "give a folder with WAV, FLAC, MP3 or Ogg files of noise with " + named("noise");

    private final List<Recording> recordings;

    private record Recording(String name, Pcm sound) {}

    private NoiseRecordings(List<Recording> recordings) {
        this.recordings = recordings;
    }

    static NoiseRecordings read(String folder, int rateHz) {
        AudioReader audio = new AudioReader();
        Path root = Path.of(folder);
        List<Recording> recordings = new ArrayList<>();
        long samples = 0;
        for (Path file : files(root)) {
            Waveform noise = audio.read(file, rateHz);
            samples += noise.samples().length;
            if (samples > MOST_SAMPLES) {
                throw new UserFault(
                        folder,
                        "holds more noise than the limit of " + MOST_SAMPLES / rateHz / 60 + " minutes",
                        "give a folder with less");
            }
            if (noise.samples().length > 0) {
                recordings.add(new Recording(root.relativize(file).toString(), Pcm.of(noise)));
            }
        }
        if (recordings.isEmpty()) {
            throw new UserFault(folder, "has no audio files", REMEDY);
        }
        return new NoiseRecordings(recordings);
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(file -> ENDINGS.stream().anyMatch(lowerCaseName(file)::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserFault(root.toString(), "is not a readable folder", REMEDY, e);
        }
    }

    private static String lowerCaseName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private Recording drawn(SplittableRandom random) {
        return recordings.get(random.nextInt(recordings.size()));
    }

    String name(SplittableRandom random) {
        return drawn(random).name;
    }

    /** A stretch from a random place; a recording that ends starts again. */
    float[] cut(int samples, SplittableRandom random) {
        Pcm sound = drawn(random).sound;
        float[] noise = new float[samples];
        int at = random.nextInt(sound.length());
        for (int i = 0; i < samples; i++) {
            noise[i] = sound.sample(at);
            at = at + 1 == sound.length() ? 0 : at + 1;
        }
        return noise;
    }

    String digest() {
        ByteBuffer all = ByteBuffer.allocate(Long.BYTES * recordings.size());
        recordings.forEach(recording -> all.putLong(recording.sound.fingerprint()));
        return Digest.sha256(all.array());
    }
}
