package attune.files;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whole text files in UTF-8, small enough for memory, that a user has named. */
public final class TextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * Reads one.
     *
     * @param file in UTF-8, with or without a byte order mark
     * @param what it is, for messages, such as {@code hot words}
     * @return its text without the mark
     * @throws UserFault if it is not there, not readable or not UTF-8
     */
    public static String read(Path file, String what) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UserFault(file.toString(), "no such file", "check the path of the " + what, e);
        } catch (CharacterCodingException e) {
            throw new UserFault(file.toString(), "is not text in UTF-8", "save the " + what + " in UTF-8", e);
        } catch (IOException e) {
            String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
            throw new UserFault(file.toString(), "cannot be read: " + reason, "check the file and its permissions", e);
        }
    }
}
