package attune.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** Why Jackson cannot make a record of a text, without the names of Java's classes and places in memory. */
public final class JsonReason {
    private JsonReason() {}

    /**
     * The reason for a person.
     *
     * @param e what Jackson threw
     * @return in one line or a few
     */
    public static String of(JsonProcessingException e) {
        if (e.getCause() instanceof NullPointerException missing && e instanceof JsonMappingException at) {
            String said = missing.getMessage();
            return said != null && said.endsWith(" is missing") ? said : "something is missing in " + path(at);
        }
        return e.getOriginalMessage().replaceAll("(?s)\\[Source:.*?\\]|, problem: \\(.*", "");
    }

    private static String path(JsonMappingException at) {
        return at.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .map(String::valueOf)
                .collect(Collectors.joining("."));
    }
}
