package attune.corpus;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The formats in which a corpus can be written; {@link Manifest#write(Path, java.util.List, ManifestFormat)} says what
 * each of them keeps.
 */
public enum ManifestFormat {
    /** NeMo JSON lines, which hold everything. */
    NEMO("jsonl", true, false),
    /** DeepSpeech's and Coqui STT's CSV. */
    DEEPSPEECH("csv", false, false),
    /** Common Voice's TSV. */
    COMMONVOICE("tsv", false, false),
    /** A Kaldi data folder. */
    KALDI("", true, true),
    /** A folder like LibriSpeech's, which has the audio, too. */
    LIBRISPEECH("", false, true);

    private final String ending;
    private final boolean holdsStretches;
    private final boolean folder;

    ManifestFormat(String ending, boolean holdsStretches, boolean folder) {
        this.ending = ending;
        this.holdsStretches = holdsStretches;
        this.folder = folder;
    }

    /**
     * The format that a file's name promises.
     *
     * @param out a file or folder to be written
     * @return by {@code .jsonl} or {@code .json}, {@code .csv} and {@code .tsv}; empty for any other name
     */
    public static Optional<ManifestFormat> of(Path out) {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        for (ManifestFormat format : values()) {
            if (!format.folder && name.endsWith("." + format.ending)) {
                return Optional.of(format);
            }
        }
        return name.endsWith(".json") ? Optional.of(NEMO) : Optional.empty();
    }

    /**
     * Whether clips may be parts of files.
     *
     * @return false if every clip must be a whole file
     */
    public boolean holdsStretches() {
        return holdsStretches;
    }

    /** Whether clips may lack a text: in NeMo's, and in Kaldi's if none has one. */
    boolean holdsUntranscribed() {
        return holdsStretches;
    }

    boolean isFolder() {
        return folder;
    }

    /** The format's name for people who type it. */
    String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
