package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.ExternalTools;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writing a corpus in one format, then what was read in another, loses what is documented and nothing else. */
class ConvertedManifestsTest {
    private static final long SEEDS = 8;
    private static final List<ManifestFormat> FORMATS =
            List.of(ManifestFormat.NEMO, ManifestFormat.DEEPSPEECH, ManifestFormat.COMMONVOICE, ManifestFormat.KALDI);
    private static final List<String> NAMES = List.of(
            "a.wav",
            "two words.wav",
            "comma, 1.wav",
            "\"quoted\".wav",
            "Übung für alle.flac",
            "it's;here.MP3",
            "\"",
            "a#b%20.ogg",
            "deep/er/a.wav",
            "a.wav.wav");
    private static final List<String> TEXTS = List.of(
            "hello",
            "He said \"no\", twice.",
            "\"Quoted\"",
            "\"",
            "tab\tand\nbreak",
            "für; alle, {immer} | oft",
            "привет мир",
            "it's 5 % \\ done");

    @TempDir
    Path folder;

    static Stream<Arguments> pairs() {
        return FORMATS.stream().flatMap(from -> FORMATS.stream().map(to -> Arguments.of(from, to)));
    }

    private Path out(String name, ManifestFormat format) {
        return folder.resolve(name + (format.isFolder() ? "" : "." + format.optionName()));
    }

    private List<Utterance> corpus(Random random, boolean stretches) throws IOException {
        List<Utterance> utterances = new ArrayList<>();
        Path audio = folder.resolve("Töne, neu");
        for (String name : NAMES) {
            Path file = audio.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            for (int i = 0; i < (stretches ? 1 + random.nextInt(3) : 1); i++) {
                Clip clip = stretches
                        ? new Clip(
                                file.toRealPath(),
                                i + random.nextInt(1000) / 1e3,
                                random.nextBoolean()
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(0.001 + random.nextInt(9000) / 1e3))
                        : Clip.whole(file.toRealPath());
                Map<String, String> extra = new LinkedHashMap<>();
                extra.put("speaker", "s" + random.nextInt(3));
                extra.put("a \"note\"", random.nextBoolean() ? "x, \"y\"" : "");
                utterances.add(new Utterance(
                        name + "@" + i,
                        clip,
                        Optional.of(TEXTS.get(random.nextInt(TEXTS.size()))),
                        "made:" + i,
                        extra));
            }
        }
        return utterances;
    }

    /** What every format keeps; texts with the white space of the poorest. */
    private record Kept(Path audio, double offset, String text, String speaker) {
        static List<Kept> of(List<Utterance> utterances) {
            return utterances.stream()
                    .map(one -> new Kept(
                            one.clip().audio(),
                            one.clip().offsetSeconds(),
                            KaldiWriter.onOneLine(one.requireText()),
                            one.speaker().orElse("")))
                    .sorted(Comparator.comparing(Kept::audio).thenComparing(Kept::offset))
                    .toList();
        }
    }

    private static double seconds(List<Utterance> utterances) {
        return utterances.stream()
                .mapToDouble(one -> one.clip().durationSeconds().orElse(0))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anyPairOfFormatsKeepsAudioTextTimesAndSpeakers(ManifestFormat from, ManifestFormat to) throws IOException {
        boolean stretches = from.holdsStretches() && to.holdsStretches();
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Utterance> made = corpus(new Random(seed), stretches);
            Path first = out("first" + seed, from);
            Path second = out("below/second" + seed, to);
            Manifest.write(first, made, from);
            List<Utterance> read = Manifest.read(first);
            Manifest.write(second, read, to);
            List<Utterance> again = Manifest.read(second);
            assertThat(Kept.of(again)).as("seed %d", seed).isEqualTo(Kept.of(made));
            assertThat(seconds(again)).as("seed %d", seed).isCloseTo(seconds(made), within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ManifestFormat.class,
            names = {"NEMO", "DEEPSPEECH", "COMMONVOICE", "KALDI"})
    void aFormatKeepsWhatItHasOnceHeld(ManifestFormat format) throws IOException {
        Path first = out("first", format);
        Manifest.write(first, corpus(new Random(7), format.holdsStretches()), format);
        List<Utterance> once = Manifest.read(first);
        Path second = out("second", format);
        Manifest.write(second, once, format);
        assertThat(Manifest.read(second))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("where")
                .isEqualTo(once);
    }

    @Test
    void pythonReadsTheSameTable() throws Exception {
        ExternalTools.require("python3");
        List<Utterance> made = corpus(new Random(3), false);
        Path csv = out("t", ManifestFormat.DEEPSPEECH);
        Manifest.write(csv, made, ManifestFormat.DEEPSPEECH);
        String program = """
                import csv, os, sys
                rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))
                base = os.path.dirname(sys.argv[1])
                assert all(os.path.getsize(os.path.join(base, r['wav_filename'])) == int(r['wav_filesize']) for r in rows)
                print(ascii([r['transcript'] for r in rows]))
                """;
        String list = ExternalTools.run("python3", "-c", program, csv.toString());
        Stream<String> words = Stream.of("python3", "-c", "import sys; print(ascii(sys.argv[1:]))");
        String texts = ExternalTools.run(
                Stream.concat(words, made.stream().map(Utterance::requireText)).toArray(String[]::new));
        assertThat(list).isEqualTo(texts);
    }

    @Test
    void kaldiFoldersAreSortedByBytesWithSpeakersFirst() throws IOException {
        Path audio = Files.createFile(folder.resolve("a b.wav")).toRealPath();
        List<Utterance> two = List.of(
                new Utterance(
                        "z", new Clip(audio, 1.5, OptionalDouble.of(2)), Optional.of("two  words"), "m:1", Map.of()),
                new Utterance(
                        "Ä 1",
                        new Clip(audio, 0, OptionalDouble.of(1.25)),
                        Optional.of(""),
                        "m:2",
                        Map.of("spk", "ann")));
        Path kaldi = folder.resolve("data");
        Manifest.write(kaldi, two, ManifestFormat.KALDI);
        assertThat(kaldi.resolve("segments")).hasContent("ann-Ä_1 a_b 0.0 1.25\nz a_b 1.5 3.5\n");
        assertThat(kaldi.resolve("text")).hasContent("ann-Ä_1\nz two words\n");
        assertThat(kaldi.resolve("utt2spk")).hasContent("ann-Ä_1 ann\nz z\n");
        assertThat(kaldi.resolve("spk2utt")).hasContent("ann ann-Ä_1\nz z\n");
        assertThat(kaldi.resolve("wav.scp")).hasContent("a_b " + audio + "\n");
    }

    @Test
    void aPathThatKaldiWouldRunIsRefusedAndNothingWritten() throws IOException {
        Path audio = Files.createFile(folder.resolve("rm -r x |")).toRealPath();
        Utterance bad = new Utterance("a", Clip.whole(audio), Optional.of("a"), "m:1", Map.of());
        Path kaldi = folder.resolve("data");
        assertThatThrownBy(() -> Manifest.write(kaldi, List.of(bad), ManifestFormat.KALDI))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("m:1: the audio path")
                .hasMessageContaining("would mean something else to Kaldi; rename the file");
        assertThat(folder).isDirectoryNotContaining("glob:**data*");
    }

    @Test
    void namesThatBecomeAlikeAreNumbered() throws IOException {
        Path audio = Files.createFile(folder.resolve("a.wav")).toRealPath();
        List<Utterance> alike = Stream.of("a b", "a_b", "a\tb", "A b-2")
                .map(id -> new Utterance(
                        id, new Clip(audio, id.length(), OptionalDouble.of(1)), Optional.of("x"), "m:1", Map.of()))
                .toList();
        assertThat(ClipFiles.names(alike)).containsExactly("a_b", "a_b-2", "a_b-3", "A_b-2-2");
        Path kaldi = folder.resolve("data");
        Manifest.write(kaldi, alike, ManifestFormat.KALDI);
        assertThat(Manifest.read(kaldi)).extracting(Utterance::id).containsExactly("A_b-2-2", "a_b", "a_b-2", "a_b-3");
    }

    @Test
    void valuesThatWouldBeReadAsTimesOfPiecesAreRefused() throws IOException {
        Path audio = Files.createFile(folder.resolve("a.wav")).toRealPath();
        Utterance cut = new Utterance(
                "a", Clip.whole(audio), Optional.of("a"), "m:1", Map.of("start", "61.5", "end_time", "63"));
        assertThatThrownBy(() -> Manifest.write(folder.resolve("a.tsv"), List.of(cut), ManifestFormat.COMMONVOICE))
                .isInstanceOf(UserFault.class)
                .hasMessage("m:1: the columns \"start\" and \"end_time\" of the table would be read as the times of"
                        + " pieces; rename these keys, or convert to nemo");
    }

    @Test
    void keysThatAHeaderCannotTellApartAreRefused() throws IOException {
        Path audio = Files.createFile(folder.resolve("a.wav")).toRealPath();
        Utterance bad =
                new Utterance("a", Clip.whole(audio), Optional.of("a"), "m:1", Map.of("note", "1", "\"note\"", "2"));
        assertThatThrownBy(() -> Manifest.write(folder.resolve("a.csv"), List.of(bad), ManifestFormat.DEEPSPEECH))
                .isInstanceOf(UserFault.class)
                .hasMessage("m:1: two columns of the table would be called \"note\"; rename one of the keys, or convert"
                        + " to nemo");
    }

    @Test
    void aTabInAPathDoesNotFitIntoATable() throws IOException {
        Path audio = Files.createFile(folder.resolve("a\tb.wav")).toRealPath();
        Utterance bad = new Utterance("a", Clip.whole(audio), Optional.of("a"), "m:1", Map.of());
        Path tsv = folder.resolve("a.tsv");
        assertThatThrownBy(() -> Manifest.write(tsv, List.of(bad), ManifestFormat.COMMONVOICE))
                .isInstanceOf(UserFault.class)
                .hasMessage("m:1: the audio path \"a b.wav\" has a tab or a line break; rename the file");
        assertThat(tsv).doesNotExist();
    }

    @Test
    void commonVoiceLooksForClipsWhereTheReaderDoes() throws IOException {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        Path audio = Files.createFile(clips.resolve("a.mp3")).toRealPath();
        Utterance one = new Utterance("a", Clip.whole(audio), Optional.of("x"), "m:1", Map.of());
        Path tsv = folder.resolve("a.tsv");
        Manifest.write(tsv, List.of(one), ManifestFormat.COMMONVOICE);
        assertThat(tsv).hasContent("path\tsentence\na.mp3\tx\n");
        assertThat(Manifest.read(tsv).get(0).clip().audio()).isEqualTo(audio);
    }
}
