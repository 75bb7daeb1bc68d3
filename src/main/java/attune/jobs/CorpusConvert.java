package attune.jobs;

import static attune.fault.Parameter.named;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.FormatLimits;
import attune.corpus.Manifest;
import attune.corpus.ManifestFormat;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFolder;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a corpus in another format. */
public final class CorpusConvert {
    /** Manifests round lengths, and MP3 files are padded by a frame or two: a clip so much shorter is the whole file. */
    private static final double SAME_SECONDS = 0.1;

    private final Request request;
    private final AudioReader audio = new AudioReader();

    /**
     * What to do.
     *
     * @param manifests the corpus
     * @param columns of manifests that are tables
     * @param out the file or folder to write; must not exist
     * @param format to write
     * @param cut whether every clip becomes a WAV file of its own, in the folder itself for LibriSpeech's format,
     *     otherwise beside it
     */
    public record Request(List<Path> manifests, Columns columns, Path out, ManifestFormat format, boolean cut) {
        /** Copies the list. */
        public Request {
            manifests = List.copyOf(manifests);
        }

        private Path clips() {
            String name = String.valueOf(out.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
            return out.resolveSibling(name + "-clips");
        }
    }

    /**
     * A job.
     *
     * @param request what to do
     */
    public CorpusConvert(Request request) {
        this.request = request;
    }

    /**
     * Converts.
     *
     * @param progress is told of files that are measured and clips that are cut
     * @return how many clips were written
     * @throws UserFault if anything given is wrong, or the format cannot hold it
     * @throws IOException if the disk refuses
     */
    public int run(Progress progress) throws IOException {
        NewFiles.requireAbsent(request.out());
        if (request.cut()) {
            NewFiles.requireAbsent(request.clips());
        } else if (request.format() == ManifestFormat.LIBRISPEECH) {
            throw new UserFault(
                    named("format") + " librispeech",
                    "such a folder has the audio beside the texts",
                    "add " + named("cut") + " to write it there");
        }
        List<Utterance> all = Manifest.read(request.manifests(), request.columns());
        FormatLimits.requireTexts(request.format(), all);
        if (request.cut()) {
            cut(ClipDurations.fill(all, audio::durationSeconds, progress), progress);
        } else {
            if (!request.format().holdsStretches()) {
                FormatLimits.requireWholeFiles(request.format(), parts(all, progress));
            }
            Manifest.write(request.out(), all, request.format());
        }
        return all.size();
    }

    /** Those that are not whole files; a length alone does not tell. */
    private List<Utterance> parts(List<Utterance> all, Progress progress) {
        List<Utterance> doubtful = new ArrayList<>();
        List<Utterance> parts = new ArrayList<>();
        for (Utterance utterance : all) {
            if (utterance.clip().offsetSeconds() != 0) {
                parts.add(utterance);
            } else if (utterance.clip().durationSeconds().isPresent()) {
                doubtful.add(utterance);
            }
        }
        List<Utterance> files = ClipDurations.fill(
                doubtful.stream()
                        .map(one -> one.withClip(Clip.whole(one.clip().audio())))
                        .toList(),
                audio::durationSeconds,
                progress);
        for (int i = 0; i < doubtful.size(); i++) {
            double rest = files.get(i).clip().knownDurationSeconds()
                    - doubtful.get(i).clip().knownDurationSeconds();
            if (rest > SAME_SECONDS) {
                parts.add(doubtful.get(i));
            }
        }
        return parts;
    }

    private void cut(List<Utterance> all, Progress progress) throws IOException {
        CutClips clips = new CutClips(audio, progress);
        if (request.format() == ManifestFormat.LIBRISPEECH) {
            AtomicFolder.write(
                    request.out(),
                    folder -> Manifest.write(folder, clips.write(all, folder, folder), request.format()));
            return;
        }
        Path folder = request.clips();
        List<Utterance> cut = new ArrayList<>();
        AtomicFolder.write(folder, temporary -> cut.addAll(clips.write(all, temporary, folder)));
        Manifest.write(request.out(), cut, request.format()); // last: if it is there, so is all that it names
    }
}
