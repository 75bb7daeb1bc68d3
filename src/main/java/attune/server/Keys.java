package attune.server;

import attune.fault.UserFault;
import attune.files.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API keys of a file, one a line; empty lines and those that begin with {@code #} are passed over. */
final class Keys {
    private static final int SHORTEST = 16;

    private final List<Key> keys;

    private Keys(List<Key> keys) {
        this.keys = keys;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Key(int line, byte[] digest) {}

    static Keys read(Path file) {
        List<String> lines = TextFile.read(file, "API keys").lines().toList();
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String key = lines.get(i).strip();
            if (key.isEmpty() || key.startsWith("#")) {
                continue;
            }
            if (key.length() < SHORTEST || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new UserFault(
                        file + ":" + (i + 1),
                        "a key is one word of " + SHORTEST + " or more ASCII characters",
                        "make one with: openssl rand -hex 24");
            }
            keys.add(new Key(i + 1, digest(key)));
        }
        if (keys.isEmpty()) {
            throw new UserFault(file.toString(), "holds no API key", "write one a line");
        }
        return new Keys(List.copyOf(keys));
    }

    /** Who has this key. Takes the same time whatever is wrong with it. */
    Optional<Caller> callerWith(String given) {
        byte[] digest = digest(given);
        Optional<Caller> caller = Optional.empty();
        for (Key key : keys) {
            if (MessageDigest.isEqual(key.digest, digest)) {
                caller = Optional.of(new Caller("key" + key.line, true));
            }
        }
        return caller;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
