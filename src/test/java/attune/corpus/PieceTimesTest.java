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
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables in which a row is a piece of a long recording. */
class PieceTimesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeAudio() throws IOException {
        Files.createFile(folder.resolve("talk.wav"));
    }

    private Path table(String... lines) throws IOException {
        return Files.writeString(folder.resolve("pieces.csv"), String.join("\n", lines) + "\n");
    }

    private static void assertRefused(Path table, Columns columns, String message) {
        assertThatThrownBy(() -> Manifest.read(table, columns))
                .isInstanceOfSatisfying(
                        UserFault.class,
                        fault -> assertThat(fault.forCommandLine()).isEqualTo(table + message));
    }

    private static Clip piece(Path table) {
        return Manifest.read(table).get(0).clip();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "72.5, 72.5",
        "'72,5', 72.5",
        "' 72. ', 72",
        "1e-05, 0.00001",
        "1:12.5, 72.5",
        "01:12, 72",
        "90:00, 5400",
        "0:01:12.5, 72.5",
        "'1:01:12,025', 3672.025",
        "100:00:00, 360000"
    })
    void timesAreSecondsOrClockTimes(String written, double seconds) {
        assertThat(PieceTimes.seconds(written))
                .hasValueSatisfying(time -> assertThat(time.doubleValue()).isEqualTo(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-1", "soon", "12s", "NaN", "1e400", "1:60", "1:60:00", "1:2:3:4", ":30", "1:", "1 2", "1.2.3"
            })
    void everythingElseIsNoTime(String written) {
        assertThat(PieceTimes.seconds(written)).isEmpty();
    }

    @Nested
    class ObviousColumns {
        @Test
        void cutPiecesWithoutBinaryNoise() throws IOException {
            Path table = table(
                    "file,Start Time,end_time,speaker,text",
                    "talk.wav,0.1,0.3,Ann,\"Hello, you.\"",
                    "talk.wav,0:01:00,0:01:02.25,Bob,Yes?");
            assertThat(Manifest.read(table))
                    .extracting(
                            Utterance::id,
                            one -> one.clip().offsetSeconds(),
                            one -> one.clip().knownDurationSeconds(),
                            Utterance::extra)
                    .containsExactly(
                            tuple("talk.wav@0.1", 0.1, 0.2, Map.of("speaker", "Ann")),
                            tuple("talk.wav@60.0", 60.0, 2.25, Map.of("speaker", "Bob")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "wav_filename,wav_filesize,transcript,start,end|talk.wav,9,hello,1,2",
                    "path\tsentence\tbegin\tend|talk.wav\thello\t1\t2",
                    "audio;text;start_seconds;end_seconds|talk.wav;hello;1,0;2,0"
                })
        void areFoundInTablesOfAllKinds(String content) throws IOException {
            Clip piece = piece(table(content.split("\\|", -1)));
            assertThat(piece.offsetSeconds()).isEqualTo(1);
            assertThat(piece.knownDurationSeconds()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "file,text,start,end|talk.wav,hello,2026-05-01 10:00,2026-05-01 11:00",
                    "file,text,start|talk.wav,hello,1",
                    "file,text,end|talk.wav,hello,1"
                })
        void areNotDatesNorHalfAPair(String content) throws IOException {
            assertThat(piece(table(content.split("\\|", -1)))).isEqualTo(Clip.whole(realTalk()));
        }

        @ParameterizedTest
        @CsvSource({"end, 1, ''", "start, '', 2"})
        void areMissedInRowsThatLackOneOfThem(String empty, String start, String end) throws IOException {
            assertRefused(
                    table("file,text,start,end", "talk.wav,hello," + start + "," + end),
                    Columns.OBVIOUS,
                    ":2: the column \"" + empty + "\" is empty; write times in seconds (72.5) or as h:mm:ss"
                            + " (0:01:12.5), or rename columns that are not the pieces' times");
        }

        @Test
        void mayBeAmbiguous() throws IOException {
            assertRefused(
                    table("file,text,start,begin,end", "talk.wav,hello,1,1,2"),
                    Columns.OBVIOUS,
                    ":1: 2 columns may be that of the start: \"start\", \"begin\"; choose one with --start-column");
        }
    }

    @Nested
    class NamedColumns {
        @Test
        void needNotBeObvious() throws IOException {
            Path table = table("file,text,von,bis", "talk.wav,hallo,1,3");
            List<Utterance> read = Manifest.read(table, new Columns("", "", "von", "BIS"));
            assertThat(read.get(0).clip()).isEqualTo(new Clip(realTalk(), 1, OptionalDouble.of(2)));
            assertThat(Manifest.read(table).get(0).clip()).isEqualTo(Clip.whole(realTalk()));
        }

        @Test
        void mustBeThere() throws IOException {
            Path table = table("file,text,von,bis", "talk.wav,hallo,1,3");
            assertRefused(
                    table,
                    new Columns("", "", "start", ""),
                    ":1: its header names the columns [file, text, von, bis], none of which is \"start\"; name the column"
                            + " of the start with --start-column");
            assertRefused(
                    table,
                    new Columns("", "", "von", ""),
                    ":1: its header names the columns [file, text, von, bis], none of which is obviously that of the"
                            + " end; name the column of the end with --end-column");
        }

        @Test
        void areOfTablesOnly() throws IOException {
            assertRefused(
                    table("{\"audio_filepath\": \"talk.wav\"}"),
                    new Columns("", "", "", "end"),
                    ": is a file of JSON lines, which has no columns; leave out --end-column");
        }
    }

    @Test
    void rowsOfOneFileNeedTimes() throws IOException {
        assertRefused(
                table("file,text,from,to", "talk.wav,one,1,2", "talk.wav,two,2,3"),
                Columns.OBVIOUS,
                ":3: utterance \"talk.wav\" was already given at " + folder.resolve("pieces.csv")
                        + ":2; remove one of the two; if they are pieces of one recording, name the columns of their times"
                        + " with --start-column and --end-column");
        assertRefused(
                table("file,text,start,end", "talk.wav,one,1,2", "talk.wav,two,0:01,3"),
                Columns.OBVIOUS,
                ":3: utterance \"talk.wav@1.0\" was already given at " + folder.resolve("pieces.csv")
                        + ":2; remove one of the two");
    }

    @Test
    void everyWrongRowIsNamed() throws IOException {
        assertRefused(
                table(
                        "file,text,start,end",
                        "talk.wav,one,1,2",
                        "talk.wav,two,2,soon",
                        "talk.wav,three,3,4",
                        "talk.wav,four,,5"),
                Columns.OBVIOUS,
                ":3: the column \"end\" has \"soon\", which is no time (likewise " + folder.resolve("pieces.csv")
                        + ":5); write times in seconds (72.5) or as h:mm:ss (0:01:12.5), or rename columns that are not"
                        + " the pieces' times");
        assertRefused(
                table("file,text,start,end", "talk.wav,one,0:02,0:01"),
                Columns.OBVIOUS,
                ":2: the piece from 0:02 to 0:01 lasts -1.0 seconds; let each piece end after it starts, at most 1000000"
                        + " seconds later");
    }

    private Path realTalk() throws IOException {
        return folder.resolve("talk.wav").toRealPath();
    }
}
