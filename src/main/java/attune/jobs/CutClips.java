package attune.jobs;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.corpus.ClipFiles;
import attune.corpus.Utterance;
import attune.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Writes clips as WAV files of their own: one channel, 16 bits, at the rate of the recording. */
final class CutClips {
    private final AudioReader audio;
    private final Progress progress;

    private final AtomicInteger clipped = new AtomicInteger();

    CutClips(AudioReader audio, Progress progress) {
        this.audio = audio;
        this.progress = progress;
    }

    /**
     * Writes all, on all cores.
     *
     * @param clips lengths known
     * @param folder where to write
     * @param later the name that the folder will have
     * @return the same utterances, each a whole file in the folder of the later name
     */
    List<Utterance> write(List<Utterance> clips, Path folder, Path later) throws IOException {
        List<String> names = ClipFiles.names(clips);
        Path absolute = later.toAbsolutePath();
        AtomicInteger done = new AtomicInteger();
        progress.begin("cutting clips", clips.size());
        try {
            List<Utterance> written = audio.inOnePass(() -> IntStream.range(0, clips.size())
                    .parallel()
                    .mapToObj(i -> {
                        String file = names.get(i) + ".wav";
                        double seconds = cut(clips.get(i).clip(), folder.resolve(file));
                        synchronized (progress) {
                            progress.at(done.incrementAndGet(), "");
                        }
                        progress.stopIfRequested("while cutting clips");
                        return clips.get(i)
                                .withClip(Clip.whole(absolute.resolve(file)).withDuration(seconds));
                    })
                    .toList());
            if (clipped.get() > 0) {
                progress.warn(clipped + " of " + clips.size()
                        + " clips are louder than files of 16 bits hold; their peaks were cut off");
            }
            return written;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private double cut(Clip clip, Path file) {
        var sound = audio.read(clip.audio(), clip.offsetSeconds(), clip.knownDurationSeconds());
        if (SoundFiles.write(file, sound) > 0) {
            clipped.incrementAndGet();
        }
        return sound.durationSeconds();
    }
}
