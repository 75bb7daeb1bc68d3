package attune.runs;

import attune.bundle.JsonReason;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A record as a file of JSON: a plan, an outcome, a result. */
public final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFile() {}

    /**
     * Writes a record.
     *
     * @param file its name
     * @param record what Jackson can write
     * @throws IOException if the disk refuses
     */
    static void write(Path file, Object record) throws IOException {
        AtomicFile.writeText(file, JSON.writeValueAsString(record) + "\n");
    }

    /**
     * Reads a record.
     *
     * @param file to read
     * @param what it should be, for messages
     * @param remedy what to do if it is not
     * @param type the class it was written from
     * @param <T> that class
     * @return the record
     * @throws UserFault if the file holds anything else
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, String what, String remedy, Class<T> type) throws IOException {
        return type.cast(read(file, what, remedy, JSON.constructType(type)));
    }

    /**
     * Reads a record with a part whose class it leaves open.
     *
     * @param type the class it was written from
     * @param part the class of that part
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Java cannot name the class of a generic record
    static <T> T read(Path file, String what, String remedy, Class<?> type, Class<?> part) throws IOException {
        return (T) read(file, what, remedy, JSON.getTypeFactory().constructParametricType(type, part));
    }

    private static Object read(Path file, String what, String remedy, JavaType type) throws IOException {
        try {
            Object read = JSON.readValue(Files.readString(file), type);
            if (read == null) {
                throw new UserFault(file.toString(), "is not " + what + ": it says null", remedy);
            }
            return read;
        } catch (JsonProcessingException | CharacterCodingException e) {
            String why = e instanceof JsonProcessingException json ? JsonReason.of(json) : "not UTF-8 text";
            throw new UserFault(file.toString(), "is not " + what + " this version can read (" + why + ")", remedy, e);
        }
    }
}
