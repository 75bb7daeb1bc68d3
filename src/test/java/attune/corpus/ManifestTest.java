package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the fixtures that make_fixtures.py wrote with Python's csv and json modules. */
class ManifestTest {
    private static final Path FIXTURES = Path.of("src/test/resources/attune/corpus");
    private static final String FRENCH = "Ça va? \"Très bien\", dit-il";

    @TempDir
    Path folder;

    private static Path audio(String name) throws IOException {
        return FIXTURES.toRealPath().resolve(name);
    }

    @Nested
    class NemoJsonLines {
        private final Path manifest = FIXTURES.resolve("nemo/manifest.jsonl");

        @Test
        void givesClipTextAndPlace() throws IOException {
            Utterance first = Manifest.read(manifest).get(0);
            assertThat(first)
                    .isEqualTo(new Utterance(
                            "clips/a.wav",
                            new Clip(audio("nemo/clips/a.wav"), 0, OptionalDouble.of(1.25)),
                            Optional.of("call forward on busy"),
                            manifest + ":1",
                            Map.of("speaker", "s1", "snr_db", "17.5")));
        }

        @Test
        void readsEscapedAndPlainLetters() {
            assertThat(Manifest.read(manifest).get(1).text()).contains(FRENCH);
            assertThat(Manifest.read(manifest).get(2).text()).contains("one, two,\tthree");
        }

        @Test
        void keepsStringsAsTheyAreOtherValuesAsJsonAndNoNulls() {
            assertThat(Manifest.read(manifest).get(1).extra())
                    .containsExactly(Map.entry("lang", "fr"), Map.entry("words", "[\"ça\",\"va\"]"));
        }

        @Test
        void leavesWhatIsNotGivenEmpty() {
            assertThat(Manifest.read(manifest).get(1).clip().durationSeconds()).isEmpty();
            assertThat(Manifest.read(manifest).get(3).text()).isEmpty();
        }

        @Test
        void tellsStretchesOfOneFileApartByOffsetUnlessTheyHaveAnId() {
            assertThat(Manifest.read(manifest))
                    .extracting(Utterance::id, utterance -> utterance.clip().offsetSeconds())
                    .contains(tuple("call.wav@12.5", 12.5), tuple("greeting", 20.0));
        }
    }

    @Nested
    class DeepSpeechCsv {
        private final Path manifest = FIXTURES.resolve("deepspeech/train.csv");

        @Test
        void readsColumnsInAnyOrder() throws IOException {
            assertThat(Manifest.read(manifest).get(0))
                    .isEqualTo(new Utterance(
                            "wavs/1.wav",
                            Clip.whole(audio("deepspeech/wavs/1.wav")),
                            Optional.of("call forward on busy"),
                            manifest + ":2",
                            Map.of("wav_filesize", "40044")));
        }

        @Test
        void undoesQuotes() {
            assertThat(Manifest.read(manifest))
                    .extracting(Utterance::id, Utterance::requireText)
                    .contains(tuple("wavs/2, take 2.wav", FRENCH), tuple("wavs/3.wav", "two\nlines"));
        }
    }

    @Nested
    class CommonVoiceTsv {

        @ParameterizedTest
        @ValueSource(strings = {"escaped.tsv", "quoted.tsv"})
        void readsBothWaysOfQuoting(String file) {
            assertThat(Manifest.read(FIXTURES.resolve("commonvoice").resolve(file)))
                    .extracting(Utterance::requireText)
                    .containsExactly("call forward on busy", FRENCH, "one, two, three");
        }

        @Test
        void findsClipsInTheirFolderAndKeepsOtherColumns() throws IOException {
            Utterance first =
                    Manifest.read(FIXTURES.resolve("commonvoice/quoted.tsv")).get(0);
            assertThat(first.clip()).isEqualTo(Clip.whole(audio("commonvoice/clips/common_voice_fr_1.mp3")));
            assertThat(first.extra())
                    .containsExactly(
                            Map.entry("client_id", "speaker1"), Map.entry("up_votes", "2"), Map.entry("locale", "fr"));
        }

        @Test
        void findsClipsBesideItWhereThereIsNoFolderForThem() throws IOException {
            Files.createFile(folder.resolve("a.mp3"));
            Path manifest = Files.writeString(folder.resolve("own.tsv"), "sentence\tpath\nhello\ta.mp3\n");
            assertThat(Manifest.read(manifest).get(0).clip().audio())
                    .isEqualTo(folder.toRealPath().resolve("a.mp3"));
        }
    }

    @Nested
    class LibriSpeechFolders {

        @Test
        void gatherAllTranscriptsBelow() throws IOException {
            List<Utterance> utterances = Manifest.read(FIXTURES.resolve("librispeech"));
            assertThat(utterances)
                    .extracting(Utterance::id, Utterance::requireText)
                    .containsExactly(
                            tuple("84-121123-0000", "GO DO YOU HEAR"),
                            tuple("84-121123-0001", "BUT IN LESS THAN"),
                            tuple("84-121550-0000", "BUT WITH FULL"));
            assertThat(utterances.get(1).where()).endsWith("librispeech/84/121123/84-121123.trans.txt:2");
            assertThat(utterances.get(2).clip())
                    .isEqualTo(Clip.whole(audio("librispeech/84/121550/84-121550-0000.flac")));
        }

        @Test
        void mayHaveBeenConvertedToWav() throws IOException {
            Files.createFile(folder.resolve("1-2-3.wav"));
            Files.writeString(folder.resolve("1-2.trans.txt"), "1-2-3 HELLO\n");
            assertThat(Manifest.read(folder).get(0).clip().audio()).hasFileName("1-2-3.wav");
        }
    }

    @Nested
    class KaldiFolders {

        @Test
        void withoutSegmentsHaveOneUtteranceARecording() throws IOException {
            List<Utterance> utterances = Manifest.read(FIXTURES.resolve("kaldi/whole"));
            assertThat(utterances)
                    .extracting(Utterance::id, Utterance::clip, Utterance::requireText)
                    .containsExactly(
                            tuple("rec1", Clip.whole(audio("kaldi/audio/rec one.wav")), "first words"),
                            tuple("rec2", Clip.whole(audio("kaldi/audio/rec2.flac")), "second words"));
            assertThat(utterances.get(1).where()).endsWith("kaldi/whole/wav.scp:2");
        }

        @Test
        void withSegmentsHaveStretchesOfRecordings() throws IOException {
            Path one = audio("kaldi/audio/rec one.wav");
            assertThat(Manifest.read(FIXTURES.resolve("kaldi/segmented")))
                    .extracting(Utterance::id, Utterance::clip, Utterance::requireText)
                    .containsExactly(
                            tuple("utt1", new Clip(one, 0, OptionalDouble.of(2.5)), "first"),
                            tuple("utt2", new Clip(one, 2.5, OptionalDouble.of(1.5)), "second words"),
                            tuple(
                                    "utt3",
                                    new Clip(audio("kaldi/audio/rec2.flac"), 1.25, OptionalDouble.empty()),
                                    "third"));
        }

        @Test
        void withoutTextAreForTranscription() {
            assertThat(Manifest.read(FIXTURES.resolve("kaldi/untranscribed")))
                    .hasSize(2)
                    .allMatch(utterance -> utterance.text().isEmpty());
        }

        @Test
        void neverRunCommands() throws IOException {
            Path witness = folder.resolve("witness");
            Files.writeString(folder.resolve("wav.scp"), "rec1 touch " + witness + " |\n");
            assertThatThrownBy(() -> Manifest.read(folder)).isInstanceOf(UserFault.class);
            assertThat(witness).doesNotExist();
        }
    }

    @Test
    void ofALineWithAFaultNothingIsSalvaged() throws IOException {
        Path manifest = Files.writeString(folder.resolve("all.jsonl"), """
                {"audio_filepath": "a.wav", "id": "a", "text": "one"}
                {"audio_filepath": "b.wav", "id": "b", "text": "two", "offset": -1, "duration": -1}
                {"audio_filepath": "c.wav", "id": "a", "text": "three"}
                {"audio_filepath": "d.wav", "id": "d", "text": 4}
                {"audio_filepath": "e.wav", "id": "e", "text": "five"}
                """);
        Manifest.Salvaged salvaged = Manifest.salvage(List.of(manifest), Columns.OBVIOUS);
        assertThat(salvaged.utterances()).extracting(Utterance::id).containsExactly("a", "e");
        assertThat(salvaged.faults())
                .extracting(fault -> fault.getMessage().replaceFirst("; .*", ""))
                .containsExactlyInAnyOrder(
                        manifest + ":2: offset is -1",
                        manifest + ":3: utterance \"a\" was already given at " + manifest + ":1",
                        manifest + ":4: text is 4");
    }

    @Test
    void contentDecidesNotTheName() throws IOException {
        copyFixtures();
        Path manifest = folder.resolve("nemo/manifest.jsonl");
        Path misnamed = Files.move(manifest, manifest.resolveSibling("train.csv"));
        assertThat(Manifest.read(misnamed)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nemo/manifest.jsonl", "deepspeech/train.csv", "commonvoice/quoted.tsv"})
    void byteOrderMarkAndWindowsLineEndsChangeNothing(String fixture) throws IOException {
        copyFixtures();
        Path unix = folder.resolve(fixture);
        String text = Files.readString(unix).replace("\r\n", "\n").replace("two\nlines", "two lines");
        Files.writeString(unix, text);
        Path windows = unix.resolveSibling("windows");
        Files.writeString(windows, "\uFEFF" + text.replace("\n", "\r\n"));
        assertThat(Manifest.read(windows))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("where")
                .isEqualTo(Manifest.read(unix));
    }

    private void copyFixtures() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            for (Path file : (Iterable<Path>) files.skip(1)::iterator) {
                Files.copy(file, folder.resolve(FIXTURES.relativize(file)));
            }
        }
    }

    @Test
    void pathsThatClimbMeanTheSameBehindASymbolicLink() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real/lists"));
        Files.createFile(folder.resolve("real/a.wav"));
        Files.writeString(real.resolve("train.jsonl"), "{\"audio_filepath\": \"../a.wav\"}\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(Manifest.read(link.resolve("train.jsonl")).get(0).clip().audio())
                .isEqualTo(folder.toRealPath().resolve("real/a.wav"));
    }

    @Nested
    class SeveralManifests {
        private Path corpus(String name, String... lines) throws IOException {
            Path own = Files.createDirectories(folder.resolve(name));
            Files.createFile(own.resolve("1.wav"));
            return Files.writeString(own.resolve("all.jsonl"), String.join("\n", lines));
        }

        @Test
        void areJoinedInOrderWhateverTheirFormats() {
            assertThat(Manifest.read(
                            List.of(FIXTURES.resolve("librispeech"), FIXTURES.resolve("deepspeech/train.csv"))))
                    .extracting(Utterance::id)
                    .startsWith("84-121123-0000")
                    .endsWith("wavs/3.wav");
        }

        @Test
        void withTheSameIdForDifferentClipsTellThemApartByPath() throws IOException {
            String line = "{\"audio_filepath\": \"1.wav\"}";
            List<Utterance> joined = Manifest.read(List.of(corpus("en", line), corpus("fr", line)));
            Path real = folder.toRealPath();
            assertThat(joined)
                    .extracting(Utterance::id)
                    .containsExactly(
                            real.resolve("en/1.wav").toString(),
                            real.resolve("fr/1.wav").toString());
        }

        @Test
        void withTheSameClipAreRefused() throws IOException {
            Path manifest = corpus("en", "{\"audio_filepath\": \"1.wav\"}");
            assertThatThrownBy(() -> Manifest.read(List.of(manifest, manifest)))
                    .isInstanceOf(UserFault.class)
                    .hasMessage(
                            manifest + ":1: utterance \"" + folder.toRealPath().resolve("en/1.wav")
                                    + "\" was already given at " + manifest
                                    + ":1; remove one of the two, or give different ids");
        }
    }

    @Test
    void aboveALinkIsWhatIsAboveItsTarget() throws IOException {
        Path real = folder.toRealPath();
        Path audio = Files.createDirectories(real.resolve("disk/clips"));
        Files.createFile(folder.resolve("disk/a.wav"));
        Files.createDirectories(folder.resolve("work/inner"));
        Files.createSymbolicLink(folder.resolve("work/link"), audio);
        Path manifest = Files.writeString(folder.resolve("work/all.jsonl"), """
                {"audio_filepath": "link/../a.wav", "text": "one"}
                {"audio_filepath": "inner/../.././disk/a.wav", "text": "two"}
                """);
        assertThat(Manifest.read(manifest))
                .extracting(one -> one.clip().audio())
                .containsOnly(real.resolve("disk/a.wav"));
    }
}
