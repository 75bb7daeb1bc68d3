package attune.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * On a terminal: a bar for each stretch of work, redrawn in place, and notes on lines of their own. Written by hand, since
 * progressbar 0.10 starts JLine, which takes Ctrl-C away from us and moves the cursor over what was printed meanwhile.
 */
final class BarProgress extends PacedProgress {
    private static final long REDRAWN_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** ECMA-48: to the start of the line, and erase it. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final int USUAL_COLUMNS = 80;
    private static final int LEAST_BAR = 4;
    private static final int MOST_BAR = 30;
    private static final int NOTE_INDENT = 2;

    private final int columns = Integer.getInteger("attune.columns", USUAL_COLUMNS);
    private long drawn;
    private boolean shown;

    BarProgress(PrintWriter err, Interrupt interrupt) {
        this(err, interrupt, System::nanoTime);
    }

    BarProgress(PrintWriter err, Interrupt interrupt, LongSupplier nanoTime) {
        super(err, interrupt, nanoTime);
    }

    @Override
    void begun() {
        draw(0, "");
    }

    @Override
    public void at(long done, String detail) {
        if (!shown || done == total() || now() - drawn >= REDRAWN_EVERY_NANOS) {
            draw(done, detail);
        }
    }

    private void draw(long done, String detail) {
        drawn = now();
        shown = true;
        String line = total() < 0 ? name() + " ..." : bar(done, detail);
        print(CLEAR_LINE + line.substring(0, Math.min(line.length(), columns - 1)));
    }

    private String bar(long done, String detail) {
        String count = "] " + done + "/" + total() + told(done, detail);
        int room = columns - 1 - name().length() - " [".length() - count.length();
        int width = Math.max(LEAST_BAR, Math.min(MOST_BAR, room));
        int full = total() == 0 ? width : (int) (width * Math.min(done, total()) / total());
        return name() + " [" + "=".repeat(full) + " ".repeat(width - full) + count;
    }

    @Override
    public void note(String text) {
        hide();
        for (String line : text.stripTrailing().split("\\R", -1)) {
            if (line.length() < columns) {
                println(line); // a table's columns stay
            } else {
                Wrapped.lines(line, columns - 1, NOTE_INDENT).forEach(this::println);
            }
        }
    }

    @Override
    public void hide() {
        if (shown) {
            print(CLEAR_LINE);
            shown = false;
        }
    }
}
