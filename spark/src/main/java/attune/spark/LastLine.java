package attune.spark;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Passes text on, and remembers its last line. */
final class LastLine extends FilterWriter {
    private final StringBuilder line = new StringBuilder();
    private boolean ended;

    LastLine(Writer out) {
        super(out);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(character);
        if (ended) {
            line.setLength(0);
            ended = false;
        }
        if (character == '\n') {
            ended = true;
        } else {
            line.append((char) character);
        }
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(characters[i]);
        }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.toCharArray(), from, length);
    }

    /** The last line that is not empty at the end of the text. */
    String line() {
        return line.toString();
    }
}
