package attune.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {

    @TempDir
    Path folder;

    /** RFC 6234, section 8.5, tests 1 to 3 of SHA-256; the empty message from NIST's SHA256ShortMsg.rsp. */
    @ParameterizedTest
    @CsvSource({
        "'', 1, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, 1, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 1,"
                + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "a, 1000000, cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    })
    void bytesAndFilesGiveThePublishedDigests(String text, int times, String digest) throws IOException {
        byte[] message = text.repeat(times).getBytes(StandardCharsets.US_ASCII);
        assertThat(Digest.sha256(message)).isEqualTo(digest);
        assertThat(Digest.sha256(Files.write(folder.resolve("message"), message)))
                .isEqualTo(digest);
    }

    /** By {@code printf 'a\nß\n' | sha256sum}. */
    @Test
    void linesHaveTheDigestOfTheirFile() {
        assertThat(Digest.sha256(Stream.of("a", "ß")))
                .isEqualTo("d5fbf2a2f3fb06a50fbfa00ffaf6461a55c151988ca5a06df1c6e531dc334a8d");
    }

    @Test
    void aMissingFileHasNoDigest() {
        assertThatThrownBy(() -> Digest.sha256(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
    }
}
