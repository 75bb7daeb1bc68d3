package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read when a manifest is wrong: one fixture for each defect, the whole message for each fixture. */
class MalformedManifestTest {
    private static final Path FIXTURES = Path.of("src/test/resources/attune/corpus/malformed");
    private static final String KNOWN = "give NeMo JSON lines ({\"audio_filepath\": …}), DeepSpeech CSV"
            + " (wav_filename,wav_filesize,transcript), Common Voice TSV (path, sentence), another table with a"
            + " header (file, text), a LibriSpeech-style folder (*.trans.txt) or a Kaldi folder (wav.scp)";
    private static final String OBJECTS =
            "each line must be one JSON object such as {\"audio_filepath\": \"a.wav\", \"text\": \"hello\"}";

    @TempDir
    Path folder;

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "audio-path-list.jsonl",
                        "audio-path-list.jsonl:1: audio_filepath is [\"a.wav\",\"b.wav\"]; "
                                + "it must be a string in quotes"),
                Arguments.of(
                        "blank-lines-only.jsonl",
                        "blank-lines-only.jsonl: has no utterances; give a manifest with at least one clip"),
                Arguments.of(
                        "broken-json.jsonl",
                        "broken-json.jsonl:2: malformed JSON: unexpected character at column 28, after {\"audio_filepath\": \"b.wav\" (likewise broken-json.jsonl:3); "
                                + OBJECTS),
                Arguments.of(
                        "column-twice.csv",
                        "column-twice.csv:1: its header names a column twice: [wav_filename, transcript, transcript]; "
                                + "name each column once"),
                Arguments.of(
                        "duplicate-ids.jsonl",
                        "duplicate-ids.jsonl:3: utterance \"a.wav\" was already given at duplicate-ids.jsonl:1; "
                                + "remove one of the two, or give different ids"),
                Arguments.of(
                        "empty-audio-path.jsonl",
                        "empty-audio-path.jsonl:1: the audio path is empty; name the clip's audio file"),
                Arguments.of(
                        "endless-duration.jsonl",
                        "endless-duration.jsonl:1: duration is 1.0E9; a duration is more than 0 seconds and at most "
                                + "1000000; leave it out where it is not known"),
                Arguments.of("empty.jsonl", "empty.jsonl: has no utterances; give a manifest with at least one clip"),
                Arguments.of(
                        "header-only.csv",
                        "header-only.csv: has no utterances; give a manifest with at least one clip"),
                Arguments.of(
                        "infinite-duration.jsonl",
                        "infinite-duration.jsonl:1: duration is Infinity; "
                                + "a duration is more than 0 seconds and at most 1000000; leave it out where it is not known"),
                Arguments.of(
                        "kaldi-archive",
                        "kaldi-archive/wav.scp:1: recording \"rec1\" is not an audio file of its own: \"wav.ark:12\"; "
                                + "copy the sound into audio files (wav-copy) and name those"),
                Arguments.of(
                        "kaldi-backward-segment",
                        "kaldi-backward-segment/segments:1: segment from 2.5 to 1.5 (likewise "
                                + "kaldi-backward-segment/segments:2); "
                                + "a segment starts at 0 seconds or later and ends after its start, or at -1 for the recording's end"),
                Arguments.of(
                        "kaldi-id-twice",
                        "kaldi-id-twice/wav.scp:2: \"rec1\" was already given at kaldi-id-twice/wav.scp:1; "
                                + "give each id one line in each file of a Kaldi folder"),
                Arguments.of(
                        "kaldi-pipe",
                        "kaldi-pipe/wav.scp:2: recording \"rec2\" is the output of a command: \"sph2pipe -f wav b.sph |\" "
                                + "(likewise kaldi-pipe/wav.scp:3); "
                                + "Attune never runs commands from data; run them yourself and name the audio files they make"),
                Arguments.of(
                        "kaldi-short-segment-line",
                        "kaldi-short-segment-line/segments:1: found \"utt1 rec1 2.5\"; "
                                + "a segment is an utterance, a recording, its start and its end in seconds"),
                Arguments.of(
                        "kaldi-sound-without-text",
                        "kaldi-sound-without-text/wav.scp:2: utterance \"rec2\" has no line in text; "
                                + "give every utterance its text, or remove those without, as Kaldi's utils/fix_data_dir.sh does"),
                Arguments.of(
                        "kaldi-text-without-sound",
                        "kaldi-text-without-sound/text:2: no sound is given for utterance \"rec2\"; "
                                + "remove texts without sound, as Kaldi's utils/fix_data_dir.sh does"),
                Arguments.of(
                        "kaldi-unknown-recording",
                        "kaldi-unknown-recording/segments:1: recording \"rec9\" is not in wav.scp; "
                                + "add the recording or remove its segments"),
                Arguments.of(
                        "key-twice.jsonl",
                        "key-twice.jsonl:1: malformed JSON: duplicate field 'text' at column 50, after \"a.wav\", \"text\": \"one\", \"text\"; "
                                + OBJECTS),
                Arguments.of("latin-1.jsonl", "latin-1.jsonl:1: byte 0xE9 is not UTF-8; save the manifest in UTF-8"),
                Arguments.of(
                        "missing-audio.jsonl",
                        "missing-audio.jsonl: 7 of 8 audio files are missing: gone/1.wav (missing-audio.jsonl:1), "
                                + "gone/2.wav (missing-audio.jsonl:2), gone/3.wav (missing-audio.jsonl:3), gone/4.wav "
                                + "(missing-audio.jsonl:4), gone/5.wav (missing-audio.jsonl:5) and 2 more; "
                                + "put the files there or correct the paths (shown from FOLDER)"),
                Arguments.of(
                        "missing-tab.tsv",
                        "missing-tab.tsv:3: has 1 column where the header has 2: \"b.wav hello\"; "
                                + "give every row the columns of the header, a tab between them"),
                Arguments.of(
                        "misspelt-column.csv",
                        "misspelt-column.csv:1: its header names the columns [wav_filename, wav_filesize, transcipt]; "
                                + "DeepSpeech CSV needs the columns wav_filename and transcript"),
                Arguments.of(
                        "nan-duration.jsonl",
                        "nan-duration.jsonl:1: duration is NaN; "
                                + "a duration is more than 0 seconds and at most 1000000; leave it out where it is not known"),
                Arguments.of(
                        "negative-duration.jsonl",
                        "negative-duration.jsonl:1: duration is -1.5 (likewise negative-duration.jsonl:3); "
                                + "a duration is more than 0 seconds and at most 1000000; leave it out where it is not known"),
                Arguments.of(
                        "negative-offset.jsonl",
                        "negative-offset.jsonl:1: offset is -0.5; an offset is 0 or more seconds"),
                Arguments.of(
                        "nested.jsonl",
                        "nested.jsonl:1: malformed JSON: nested too deeply, or a number or name too long; " + OBJECTS),
                Arguments.of(
                        "no-audio-key.jsonl",
                        "no-audio-key.jsonl:2: no \"audio_filepath\" among its keys [audio, text] (likewise "
                                + "no-audio-key.jsonl:3); " + "give every line its audio file"),
                Arguments.of(
                        "not-an-object.jsonl",
                        "not-an-object.jsonl:2: found \"b.wav\" instead of an object; " + OBJECTS),
                Arguments.of(
                        "plain-folder",
                        "plain-folder: is a folder with neither wav.scp (Kaldi) nor *.trans.txt (LibriSpeech); "
                                + "it holds notes.txt, train.jsonl; name the manifest file itself; of recordings and texts beside "
                                + "them attune corpus build makes one"),
                Arguments.of(
                        "prose.jsonl",
                        "prose.jsonl: is not a manifest in a known format: it starts with \"Dear diary,\"; " + KNOWN),
                Arguments.of(
                        "quoted-duration.jsonl",
                        "quoted-duration.jsonl:1: duration is \"1.5\"; "
                                + "it must be a number of seconds, without quotes"),
                Arguments.of(
                        "ragged-rows.csv",
                        "ragged-rows.csv:3: has 4 columns where the header has 3: \"b.wav | 2 | one | two\" (likewise "
                                + "ragged-rows.csv:4); "
                                + "give every row the columns of the header, and put fields with commas in quotes"),
                Arguments.of("sound-file.jsonl", "sound-file.jsonl: is not text: it starts with \"RIFF\"; " + KNOWN),
                Arguments.of(
                        "text-is-number.jsonl", "text-is-number.jsonl:1: text is 42; it must be a string in quotes"),
                Arguments.of(
                        "two-objects-on-a-line.jsonl",
                        "two-objects-on-a-line.jsonl:1: malformed JSON: trailing token at column 29, after {\"audio_filepath\": \"a.wav\"}; "
                                + OBJECTS),
                Arguments.of(
                        "unclosed-quote.csv",
                        "unclosed-quote.csv:3: malformed CSV: Unclosed quoted field at end of input; "
                                + "put fields with commas or quotes in quotes, and double the quotes within"),
                Arguments.of("utf-16.jsonl", "utf-16.jsonl: is text in UTF-16; save the manifest in UTF-8"),
                Arguments.of("no-such-file.jsonl", "no-such-file.jsonl: no such file; check the path of the manifest"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isSaidInOneLine(String fixture, String message) throws IOException {
        Throwable thrown = catchThrowable(() -> Manifest.read(FIXTURES.resolve(fixture)));
        assertThat(thrown).isInstanceOf(UserFault.class);
        String shown = String.valueOf(thrown.getMessage())
                .replace(FIXTURES.toRealPath().toString(), "FOLDER")
                .replace(FIXTURES + "/", "");
        assertThat(shown).isEqualTo(message);
    }

    @Test
    void everyFixtureIsTested() throws IOException {
        Set<Object> tested = messages().map(arguments -> arguments.get()[0]).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(FIXTURES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".wav")))
                    .isNotEmpty()
                    .allMatch(tested::contains);
        }
    }
}
