package attune.fuzz;

import attune.annotations.RecordingText;
import attune.corpus.Manifest;
import attune.corpus.TrainingChecks;
import attune.corpus.Utterance;
import attune.decoding.HotWords;
import attune.speech.SpeechFormat;
import attune.speech.TinySpeech;
import attune.text.Alphabet;
import attune.text.LabelFile;
import attune.text.TextNormalizer;
import attune.transcripts.HeardTexts;
import java.nio.file.Path;
import java.util.List;

/** Manifests, annotations, transcripts and lists. */
final class Texts {
    private static final Path RESOURCES = Path.of("src/test/resources/attune");
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    private Texts() {}

    static List<FuzzedReader> readers() {
        return List.of(
                new FuzzedReader(
                        "nemo",
                        folder -> List.of(Sample.folder(
                                RESOURCES.resolve("corpus/nemo"), "manifest.jsonl", "manifest.jsonl", Mutations.JSON)),
                        Texts::readManifest),
                new FuzzedReader(
                        "deepspeech-csv",
                        folder -> List.of(Sample.folder(
                                RESOURCES.resolve("corpus/deepspeech"), "train.csv", ".*csv", Mutations.TEXT)),
                        Texts::readManifest),
                new FuzzedReader(
                        "common-voice",
                        folder -> List.of(
                                Sample.folder(
                                        RESOURCES.resolve("corpus/commonvoice"),
                                        "escaped.tsv",
                                        "escaped.tsv",
                                        Mutations.TEXT),
                                Sample.folder(
                                        RESOURCES.resolve("corpus/commonvoice"),
                                        "quoted.tsv",
                                        "quoted.tsv",
                                        Mutations.TEXT)),
                        Texts::readManifest),
                new FuzzedReader(
                        "kaldi",
                        folder -> List.of(
                                Sample.folder(
                                        RESOURCES.resolve("corpus/kaldi"), "segmented", "segmented/.*", Mutations.TEXT),
                                Sample.folder(RESOURCES.resolve("corpus/kaldi"), "whole", "whole/.*", Mutations.TEXT)),
                        Texts::readManifest),
                new FuzzedReader(
                        "librispeech",
                        folder -> List.of(Sample.folder(
                                RESOURCES.resolve("corpus/librispeech"), "", ".*trans.txt", Mutations.TEXT)),
                        Texts::readManifest),
                annotations("subrip", "transcripts/menu.srt"),
                annotations("webvtt", "transcripts/menu.vtt"),
                annotations("textgrid", "transcripts/menu.TextGrid"),
                annotations("eaf", "annotations/interview.eaf"),
                annotations("ctm", "transcripts/menu.ctm"),
                new FuzzedReader(
                        "audacity",
                        folder -> List.of(Sample.file(
                                "labels.txt",
                                Mutations.bytes("0.100000\t2.000000\tPress one.\n2.5\t4\tOr two.\n\\\t120.5\t3000\n"),
                                Mutations.TEXT)),
                        RecordingText::read),
                new FuzzedReader(
                        "trn",
                        folder -> List.of(Sample.file(RESOURCES.resolve("transcripts/menu.trn"), Mutations.TEXT)),
                        HeardTexts::read),
                new FuzzedReader(
                        "transcript-json",
                        folder -> List.of(Sample.file(RESOURCES.resolve("transcripts/menu.json"), Mutations.JSON)),
                        HeardTexts::read),
                new FuzzedReader(
                        "alphabet",
                        folder -> List.of(Sample.file(
                                "labels.txt", Mutations.bytes("# vowels\n \na\ne\n\\#\nü\n'\nб\n"), Mutations.TEXT)),
                        file -> new LabelFile(file, NORMALIZER).alphabet(false)),
                new FuzzedReader(
                        "sound-alike",
                        folder -> List.of(Sample.file(Path.of("corpora/sound-alike/ru.tsv"), Mutations.TEXT)),
                        file -> new LabelFile(file, NORMALIZER).soundAlikes(Alphabet.english())),
                new FuzzedReader(
                        "hot-words",
                        folder -> List.of(Sample.file(
                                "hot.txt",
                                Mutations.bytes("# names\nasterisk\nvoice mail\t2.5\nzap:4\n"),
                                Mutations.TEXT)),
                        file -> HotWords.read(file, Alphabet.english(), NORMALIZER)));
    }

    private static FuzzedReader annotations(String name, String file) {
        return new FuzzedReader(
                name, folder -> List.of(Sample.file(RESOURCES.resolve(file), Mutations.TEXT)), RecordingText::read);
    }

    /** And checks what it lists, as an adaptation would before it opens the sound. */
    private static void readManifest(Path manifest) {
        List<Utterance> utterances = Manifest.read(manifest).stream()
                .filter(utterance -> utterance.clip().durationSeconds().isPresent())
                .toList();
        SpeechFormat format = TinySpeech.format();
        new TrainingChecks(format.textNormalizer(), format.alphabet(), format::frames).findings(utterances);
    }
}
