package attune.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with times, each recognised by what is in it. */
class TimedFormatsTest {
    /** Valid by ELAN's schema of EAF 3.0; with two speakers, a translation, and a time slot without a value. */
    private static final Path INTERVIEW = Path.of("src/test/resources/attune/annotations/interview.eaf");

    @TempDir
    Path folder;

    private String read(String content) throws IOException {
        return RecordingText.read(Files.writeString(folder.resolve("call.txt"), content));
    }

    @Test
    void characterReferencesOfWebVttAreRead() throws IOException {
        assertThat(read("WEBVTT\n\n00:01.000 --> 00:02.000\n&gt;&gt; Tom &amp; <i>Ann</i>&nbsp;spoke\n"))
                .isEqualTo("Tom & Ann spoke");
        assertThat(read("1\n00:00:01,000 --> 00:00:02,000\n>> R&amp;D\n")).isEqualTo("R&amp;D");
        assertThat(read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>a &lt; b and c &gt; d</v>\n"))
                .isEqualTo("a < b and c > d");
    }

    @Test
    void aNoteOfSubtitlesMayGoOverSeveralLines() throws IOException {
        String cues = """
                1
                00:00:01,000 --> 00:00:02,000
                - Hello. [a door
                is shut] You
                - there?

                2
                00:00:03,000 --> 00:00:04,000
                (again)
                Yes.
                """;
        assertThat(read(cues)).isEqualTo("Hello. You\nthere?\nYes.");
    }

    @Test
    void aTierOfDigitsIsAText() throws IOException {
        String grid = """
                File type = "ooTextFile"
                Object class = "TextGrid"
                0 9 <exists> 1
                "IntervalTier" "call" 0 9 2 0 1 "5 5 5" 1 9 "0199"
                """;
        assertThat(read(grid)).isEqualTo("5 5 5\n0199");
    }

    @Nested
    class TiersOfSeveralSpeakers {
        private static String tier(String name, String... intervals) {
            return "\"IntervalTier\" \"" + name + "\" 0 9 " + intervals.length + " " + String.join(" ", intervals)
                    + "\n";
        }

        /** As the Montreal Forced Aligner names them. */
        @Test
        void areReadTogetherAndNobodyIsInterrupted() throws IOException {
            String grid = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0 9 <exists> 4\n"
                    + tier("Ann - words", "0 1 \"press\"", "1 2 \"one\"", "2 8 \"\"", "8 9 \"bye\"")
                    + tier("Ann - phones", "0 9 \"P R EH1 S W AH1 N B AY1 and many more of them\"")
                    + tier("Bob - words", "0.5 1.5 \"which\"", "1.5 2.5 \"one\"")
                    + tier("Bob - phones", "0 9 \"W IH1 CH W AH1 N\"");
            assertThat(read(grid)).isEqualTo("press one\nwhich one\nbye");
            assertThat(RecordingText.read(folder.resolve("call.txt"), "bob - words"))
                    .isEqualTo("which one");
        }
    }

    @Nested
    class Elan {
        @Test
        void speakersOfOneTypeAreReadTogetherInTheOrderOfTime() {
            assertThat(RecordingText.read(INTERVIEW))
                    .isEqualTo("Where were you born?\nIn Zürich.\nIn the old town.\nAnd then & there?");
        }

        @Test
        void annotationsWithoutTimesHaveThoseOfTheirParents() {
            assertThat(RecordingText.read(INTERVIEW, "translation"))
                    .startsWith("Das hat er")
                    .contains("\nIn der Altstadt");
        }

        @Test
        void aTierThatIsCalledTextIsTheText() throws IOException {
            String renamed = Files.readString(INTERVIEW).replace("TIER_ID=\"scenes\"", "TIER_ID=\"tx@all\"");
            assertThat(read(renamed)).isEqualTo("kitchen");
        }
    }

    @Nested
    class Audacity {
        @Test
        void labelsAreReadInTheOrderOfTimeWithoutTheirFrequencies() throws IOException {
            assertThat(
                            read(
                                    "2.500000\t4.000000\tOr two.\n\\\t120.5\t3000\n0.100000\t2.000000\tPress one.\n5\t5\t\n6\t7\n"))
                    .isEqualTo("Press one.\nOr two.");
        }

        @Test
        void decimalCommasAndWindowsLineEndsAreUnderstood() throws IOException {
            assertThat(read("\uFEFF0,5\t1,5\tFür alle\r\n\r\n2,0\t3,0\tund jeden\r\n"))
                    .isEqualTo("Für alle\nund jeden");
        }

        @Test
        void aTextWithTabsStaysATextWithTabs() throws IOException {
            assertThat(read("0.5\tpoints\tone\n")).isEqualTo("0.5\tpoints\tone\n");
        }
    }

    @Nested
    class Ctm {
        @Test
        void wordsShareALineUpToTheNextPause() throws IOException {
            String words = """
                    ;; made by hand
                    call 1 0.30 0.40 press 0.98
                    call 1 0.70 0.30 one
                    call 1 1.60 0.20 or 0.7 lex
                    call 1 1.80 0.4 two
                    """;
            assertThat(read(words)).isEqualTo("press one\nor two");
        }

        @Test
        void ofAlternativesTheFirstIsRead() throws IOException {
            String words = """
                    call A * * <ALT_BEGIN>
                    call A .30 0.40 press
                    call A * * <ALT>
                    call A 0.3 0.4 dress
                    call A * * <ALT>
                    call A 0.3 0.4 @
                    call A * * <ALT_END>
                    call A 0.7 0.3 one
                    """;
            assertThat(read(words)).isEqualTo("press one");
        }

        @Test
        void whoeverBeginsFirstOnAChannelIsNotInterruptedOnTheOther() throws IOException {
            String words = """
                    call A 0.0 0.4 press
                    call B 0.2 0.4 which
                    call A 0.5 0.4 one
                    call B 0.7 0.4 one
                    call A 2.0 0.4 bye
                    """;
            assertThat(read(words)).isEqualTo("press one\nwhich one\nbye");
        }

        @Test
        void ofSeveralRecordingsItIsTheOneWithTheNameOfTheFile() throws IOException {
            assertThat(read("ball 1 0.1 0.4 no\ncall 1 0.30 0.40 yes\n")).isEqualTo("yes");
        }

        @Test
        void aTextThatBeginsWithNumbersIsNoCtm() throws IOException {
            assertThat(read("Rule 1 2 3 go\n")).isEqualTo("Rule 1 2 3 go\n");
        }
    }

    @Test
    void marksOfSilenceAreNotSpoken() throws IOException {
        assertThat(
                        read(
                                "c 1 0.0 0.1 <sil>\nc 1 0.1 0.1 SIL\nc 1 0.2 0.1 spn\nc 1 0.3 0.1 hello\nc 1 0.4 0.1 [noise]\n"))
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
    void utf16WithItsMarkIsUnderstoodInEveryFormat(String charset) throws IOException {
        byte[] bytes = "\uFEFF0.5\t1.5\tÜbung\n".getBytes(charset);
        assertThat(RecordingText.read(Files.write(folder.resolve("a.txt"), bytes)))
                .isEqualTo("Übung");
    }

    @Test
    void anEmptyFileIsAnEmptyText() throws IOException {
        Path file = Files.write(folder.resolve("a.srt"), "\n".getBytes(StandardCharsets.UTF_8));
        assertThat(RecordingText.read(file)).isBlank();
    }
}
