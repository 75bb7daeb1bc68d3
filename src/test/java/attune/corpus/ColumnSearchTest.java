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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people export them from spreadsheets and scripts. */
class ColumnSearchTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeAudio() throws IOException {
        Files.createFile(folder.resolve("a, one.wav"));
        Files.createFile(folder.resolve("b.MP3"));
    }

    private Path table(String... lines) throws IOException {
        return Files.writeString(folder.resolve("table"), String.join("\n", lines) + "\n");
    }

    private void assertRefused(Path table, Columns columns, String message) {
        assertThatThrownBy(() -> Manifest.read(table, columns))
                .isInstanceOfSatisfying(
                        UserFault.class,
                        fault -> assertThat(fault.forCommandLine()).isEqualTo(table + message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "File Name,Transcription|\"a, one.wav\",\"Hello, \"\"you\"\"\"|b.MP3,two",
                "\"sentence\";\"Audio_File\"|\"Hello, \"\"you\"\"\";a, one.wav|two;b.MP3",
                "PATH\tReference|a, one.wav\tHello, \"\"you\"\"|b.MP3\ttwo",
                "wav,text|\"a, one.wav\",\"Hello, \"\"you\"\"\"|b.MP3,two"
            })
    void obviousColumnsAreFoundWhateverSeparatesThem(String content) throws IOException {
        Path table = table(content.split("\\|", -1));
        List<Utterance> read = Manifest.read(table);
        assertThat(read)
                .extracting(one -> one.clip().audio().getFileName().toString(), Utterance::requireText)
                .containsExactly(tuple("a, one.wav", "Hello, \"you\""), tuple("b.MP3", "two"));
        assertThat(read.get(1).where()).isEqualTo(table + ":3");
        assertThat(Manifest.recognises(table)).isTrue();
    }

    @Test
    void otherColumnsAreKept() throws IOException {
        Path table = table("file,speaker,text,note", "b.MP3,Ann,hello,");
        assertThat(Manifest.read(table).get(0).extra()).isEqualTo(Map.of("speaker", "Ann", "note", ""));
        assertThat(Manifest.read(table).get(0).speaker()).contains("Ann");
    }

    @Test
    void aColumnThatIsCalledAudioButHasNoneIsNotMeant() throws IOException {
        Path table = table("file,clip,text", "b.MP3,17,hello");
        assertThat(Manifest.read(table).get(0).extra()).isEqualTo(Map.of("clip", "17"));
    }

    @Test
    void ambiguityIsLeftToTheUser() throws IOException {
        Path texts = table("file,text,sentence", "b.MP3,hello,Hello!");
        assertRefused(
                texts,
                Columns.OBVIOUS,
                ":1: 2 columns may be that of the text: \"text\", \"sentence\"; choose one with --text-column");
        assertThat(Manifest.read(texts, new Columns("", "Sentence")).get(0).text())
                .contains("Hello!");
        Path sounds = table("file,wav,text", "b.MP3,\"a, one.wav\",hello");
        assertRefused(
                sounds,
                Columns.OBVIOUS,
                ":1: 2 columns may be that of the audio: \"file\", \"wav\"; choose one with --audio-column");
        assertThat(Manifest.read(sounds, new Columns("wav", "")).get(0).clip().audio())
                .hasFileName("a, one.wav");
    }

    @Test
    void namedColumnsNeedNotBeObvious() throws IOException {
        Path table = table("Tondatei;Inhalt", "b.MP3;hallo");
        assertThat(Manifest.read(table, new Columns("tondatei", "Inhalt"))
                        .get(0)
                        .text())
                .contains("hallo");
        assertRefused(
                table,
                new Columns("Tondatei", ""),
                ":1: its header names the columns [Tondatei, Inhalt], none of which is obviously that of the text; name"
                        + " the column of the text with --text-column");
        assertRefused(
                table,
                new Columns("Ton", "Inhalt"),
                ":1: its header names the columns [Tondatei, Inhalt], none of which is \"Ton\"; name the column of the"
                        + " audio with --audio-column");
    }

    @Test
    void aKnownTableMayBeReadByOtherColumns() throws IOException {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        Files.createFile(clips.resolve("c.mp3"));
        Path table = table("client_id\tpath\tsentence\tcleaned", "x\tc.mp3\tHello!\thello");
        assertThat(Manifest.read(table).get(0).text()).contains("Hello!");
        assertThat(Manifest.read(table, new Columns("", "cleaned")).get(0).text())
                .contains("hello");
    }

    @Test
    void audioIsBesideTheTableOrInItsFolderOfClips() throws IOException {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        Path below = Files.createFile(clips.resolve("c.wav")).toRealPath();
        assertThat(Manifest.read(table("file,text", "c.wav,hello"))
                        .get(0)
                        .clip()
                        .audio())
                .isEqualTo(below);
        Path beside = Files.createFile(folder.resolve("c.wav")).toRealPath();
        assertThat(Manifest.read(table("file,text", "c.wav,hello"))
                        .get(0)
                        .clip()
                        .audio())
                .isEqualTo(beside);
    }

    @Test
    void whatIsNoTableHasNoColumns() throws IOException {
        Path lines = table("{\"audio_filepath\": \"b.MP3\"}");
        assertRefused(
                lines,
                new Columns("file", ""),
                ": is a file of JSON lines, which has no columns; leave out --audio-column");
        assertRefused(
                table("just a line"),
                new Columns("", "text"),
                ":1: is no table: nothing separates columns; give a table with a header, or leave columns out");
        assertRefused(
                table("file,text", "17,hello"),
                Columns.OBVIOUS,
                ":1: the column \"file\" has \"17\" where the name of an audio file is expected; name the column of the"
                        + " audio with --audio-column");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text, and more of it\nbut no audio",
                "The file, the text and the reader\na.wav is a name",
                "File,text\nbut here is prose",
                "hello\nfile,text"
            })
    void proseIsNoManifest(String text) throws IOException {
        assertThat(Manifest.recognises(table(text))).isFalse();
    }

    @Test
    void brokenQuotesAreNamedWithTheirSeparator() throws IOException {
        assertRefused(
                table("file;text", "b.MP3;\"hello"),
                Columns.OBVIOUS,
                ":2: malformed CSV: Unclosed quoted field at end of input; put fields with semicolons or quotes in quotes,"
                        + " and double the quotes within");
    }
}
