package attune.corpus;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads manifests and writes them.
 *
 * <pre>{@code
 * List<Utterance> utterances = Manifest.read(Path.of("train.jsonl"));
 * Manifest.write(Path.of("first.jsonl"), utterances.subList(0, 10));
 * }</pre>
 *
 * <p>Formats are recognised by their content, whatever the name:
 *
 * <ul>
 *   <li>NeMo JSON lines: {@code audio_filepath}; where known {@code duration}, {@code offset}, {@code text} and
 *       {@code id}; any other key is kept;
 *   <li>DeepSpeech CSV: columns {@code wav_filename} and {@code transcript}, others are kept;
 *   <li>Common Voice TSV: columns {@code path} and {@code sentence}, others are kept; the clips are in a folder
 *       {@code clips} beside it, or beside it if there is no such folder;
 *   <li>any other table whose columns are separated by commas, semicolons or tabs and named in its first line, such as
 *       {@code file;text}: {@link Columns} says which hold the audio and the text, unless their names are the usual ones;
 *       the clips may be in a folder {@code clips} beside it;
 *   <li>in any table, two columns for start and end make a row a piece of its recording;
 *   <li>a LibriSpeech-style folder: {@code *.trans.txt} anywhere below it, each beside its FLAC or WAV files;
 *   <li>a Kaldi folder: {@code wav.scp}, and where they exist {@code text} and {@code segments}.
 * </ul>
 *
 * <p>Text files are UTF-8, with or without a byte order mark, with any line ends. Relative audio paths start at the
 * manifest's folder. Every audio file must exist; none is opened.
 */
public final class Manifest {
    static final String FORMATS = "NeMo JSON lines ({\"audio_filepath\": …}), DeepSpeech CSV"
            + " (wav_filename,wav_filesize,transcript), Common Voice TSV (path, sentence), another table with a"
            + " header (file, text), a LibriSpeech-style folder (*.trans.txt) or a Kaldi folder (wav.scp)";

    private Manifest() {}

    /**
     * Reads a manifest.
     *
     * @param manifest a file or, for LibriSpeech and Kaldi, a folder
     * @return its utterances in its order, at least one; text may be missing
     * @throws UserFault if anything is wrong in it: the first kind of trouble found, with all lines that have it counted
     */
    public static List<Utterance> read(Path manifest) {
        return read(manifest, Columns.OBVIOUS);
    }

    /**
     * Reads a manifest that may be a table with columns of any names.
     *
     * @param manifest a file or, for LibriSpeech and Kaldi, a folder
     * @param columns those of the audio and the text; if one is named, the manifest must be a table
     * @return its utterances in its order, at least one; text may be missing
     * @throws UserFault if anything is wrong in it, or its columns are not clear
     */
    public static List<Utterance> read(Path manifest, Columns columns) {
        Faults faults = new Faults();
        List<Utterance> utterances = read(manifest, columns, faults);
        faults.throwIfAny();
        if (utterances.isEmpty()) {
            throw empty(manifest);
        }
        UtteranceIds.requireUnique(utterances);
        AudioFolder folder = Files.isDirectory(manifest) ? AudioFolder.at(manifest) : AudioFolder.of(manifest);
        folder.requireAudio(manifest, utterances);
        return List.copyOf(utterances);
    }

    /**
     * Reads of manifests what can be read.
     *
     * @param manifests files or folders
     * @param columns those of the audio and the text of tables
     * @return their utterances, whose audio files may be missing, and what is wrong with other lines
     * @throws UserFault if one of them is no manifest
     */
    public static Salvaged salvage(List<Path> manifests, Columns columns) {
        Faults faults = new Faults();
        List<Utterance> joined = new ArrayList<>();
        for (Path manifest : manifests) {
            List<Utterance> lines = read(manifest, columns, faults);
            joined.addAll(UtteranceIds.firsts(faults.spared(lines), faults));
        }
        return new Salvaged(UtteranceIds.firsts(UtteranceIds.toldApart(joined), faults), faults.firsts());
    }

    /**
     * Says that nothing is in a manifest.
     *
     * @param manifest its path
     * @return to be thrown
     */
    public static UserFault empty(Path manifest) {
        return new UserFault(manifest.toString(), "has no utterances", "give a manifest with at least one clip");
    }

    /**
     * What could be read of a manifest.
     *
     * @param utterances the lines that are as they should be, no two ids alike
     * @param faults one for each line that is not
     */
    public record Salvaged(List<Utterance> utterances, List<UserFault> faults) {
        /** Copies the lists. */
        public Salvaged {
            utterances = List.copyOf(utterances);
            faults = List.copyOf(faults);
        }
    }

    private static List<Utterance> read(Path manifest, Columns columns, Faults faults) {
        return Files.isDirectory(manifest)
                ? readFolder(manifest, columns, faults)
                : readFile(manifest, columns, faults);
    }

    /**
     * Whether a file or folder is meant to be a manifest, rather than plain text; it may still be an invalid one.
     *
     * @param path any file or folder
     * @return true for a folder, and for a file that starts as one of the formats does
     * @throws UserFault if it cannot be read
     */
    public static boolean recognises(Path path) {
        if (Files.isDirectory(path)) {
            return true;
        }
        List<String> lines = ManifestText.firstLines(path);
        String first = lines.get(0);
        return (first.stripLeading().startsWith("{") && first.contains("\"audio_filepath\""))
                || TableManifest.DEEPSPEECH.recognises(first)
                || TableManifest.COMMON_VOICE.recognises(first)
                || ColumnSearch.recognises(first, lines.get(1));
    }

    /**
     * Whether a folder is a manifest.
     *
     * @param folder a folder
     * @return true for a Kaldi or LibriSpeech folder
     */
    public static boolean isFolder(Path folder) {
        return Files.exists(folder.resolve(KaldiFolder.RECORDINGS))
                || !LibriSpeechFolder.transcripts(folder).isEmpty();
    }

    /**
     * Reads several manifests, of any formats, into one list. Where two of them use an id for different clips, both
     * clips go by their audio path instead.
     *
     * @param manifests files or folders
     * @return the utterances of the first, then those of the second, and so on
     * @throws UserFault if anything is wrong in one of them, or a clip is in two
     */
    public static List<Utterance> read(List<Path> manifests) {
        return read(manifests, Columns.OBVIOUS);
    }

    /**
     * Reads several manifests, some of which may be tables with columns of any names, into one list.
     *
     * @param manifests files or folders
     * @param columns those of the audio and the text; if one is named, every manifest must be a table
     * @return the utterances of the first, then those of the second, and so on
     * @throws UserFault if anything is wrong in one of them, or a clip is in two
     */
    public static List<Utterance> read(List<Path> manifests, Columns columns) {
        List<Utterance> joined = new ArrayList<>();
        for (Path manifest : manifests) {
            joined.addAll(read(manifest, columns));
        }
        List<Utterance> told = UtteranceIds.toldApart(joined);
        UtteranceIds.requireUnique(told);
        return told;
    }

    /**
     * Writes a manifest of NeMo JSON lines, whole or not at all. Audio paths are relative to the file's folder, as far
     * as the file system allows; reading it gives the same utterances, except that {@link Utterance#where} is the new
     * place and extra values other than {@code confidence} and {@code agreement} have become strings in the file.
     *
     * @param file its name; missing folders are made
     * @param utterances what to write; an extra key named like one of NeMo's own is left out
     * @throws IOException when the disk refuses
     */
    public static void write(Path file, List<Utterance> utterances) throws IOException {
        NemoWriter.write(file, utterances);
    }

    /**
     * Writes a corpus in another format, whole or not at all. What {@link FormatLimits} refuses must not be there.
     *
     * <ul>
     *   <li>NeMo JSON lines keep everything.
     *   <li>DeepSpeech CSV and Common Voice TSV lose ids, lengths and, in the TSV, tabs and line breaks, which become
     *       spaces. Other values have a column, empty where a clip lacks them.
     *   <li>Kaldi folders lose order and other values than the speaker. Ids have underscores for white space and begin
     *       with the speaker; texts have single spaces. Paths are absolute.
     *   <li>LibriSpeech-style folders are written beside their audio: every clip must be {@code ID.wav} or
     *       {@code ID.flac} in one folder, in which the texts are put. All but ids and texts is lost.
     * </ul>
     *
     * @param out the file or folder to write; an existing file is replaced
     * @param utterances what to write
     * @param format one that holds them
     * @throws UserFault if an audio path cannot be written in the format
     * @throws IOException when the disk refuses
     */
    public static void write(Path out, List<Utterance> utterances, ManifestFormat format) throws IOException {
        switch (format) {
            case NEMO -> NemoWriter.write(out, utterances);
            case DEEPSPEECH -> TableWriter.write(out, TableManifest.DEEPSPEECH, utterances);
            case COMMONVOICE -> TableWriter.write(out, TableManifest.COMMON_VOICE, utterances);
            case KALDI -> KaldiWriter.write(out, utterances);
            case LIBRISPEECH -> LibriSpeechFolder.write(out, utterances);
        }
    }

    private static List<Utterance> readFile(Path file, Columns columns, Faults faults) {
        ManifestText text = ManifestText.read(file);
        List<ManifestText.Line> lines = text.lines();
        if (lines.isEmpty()) {
            return List.of();
        }
        String first = lines.get(0).text();
        AudioFolder folder = AudioFolder.of(file);
        if (first.stripLeading().startsWith("{")) {
            requireTable(file, columns, "is a file of JSON lines");
            return NemoLines.read(text, folder, faults);
        }
        if (!columns.areNamed() && TableManifest.DEEPSPEECH.recognises(first)) {
            return TableManifest.DEEPSPEECH.read(text, folder, faults);
        }
        Path clips = folder.path().resolve("clips");
        if (!columns.areNamed() && TableManifest.COMMON_VOICE.recognises(first)) {
            return TableManifest.COMMON_VOICE.read(
                    text, Files.isDirectory(clips) ? AudioFolder.at(clips) : folder, faults);
        }
        return new ColumnSearch(columns)
                .find(text)
                .orElseThrow(() -> new UserFault(
                        file.toString(),
                        "is not a manifest in a known format: it starts with " + Faults.quoted(first),
                        "give " + FORMATS))
                .read(text, folder, clips, faults);
    }

    private static void requireTable(Path manifest, Columns columns, String problem) {
        columns.parameter().ifPresent(given -> {
            throw new UserFault(manifest.toString(), problem + ", which has no columns", "leave out " + given);
        });
    }

    private static List<Utterance> readFolder(Path folder, Columns columns, Faults faults) {
        requireTable(folder, columns, "is a folder");
        if (Files.exists(folder.resolve(KaldiFolder.RECORDINGS))) {
            return KaldiFolder.read(folder, faults);
        }
        List<Path> transcripts = LibriSpeechFolder.transcripts(folder);
        if (transcripts.isEmpty()) {
            throw new UserFault(
                    folder.toString(),
                    "is a folder with neither wav.scp (Kaldi) nor *.trans.txt (LibriSpeech); it holds "
                            + contents(folder),
                    "name the manifest file itself; of recordings and texts beside them attune corpus build makes one");
        }
        return LibriSpeechFolder.read(transcripts, faults);
    }

    private static String contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
            return names.isEmpty() ? "nothing" : Faults.named(names);
        } catch (IOException e) {
            throw ManifestText.unreadable(folder, e);
        }
    }
}
