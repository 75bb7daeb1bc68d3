package attune.cli;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.results.PartialText;
import attune.rounding.Rounded;
import attune.speech.live.SpeechStream;
import attune.transcripts.ClipName;
import attune.transcripts.ClipTranscript;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Prints a stream's segments as they end, and before that the text so far, if that is of use. */
final class PrintedStream implements SpeechStream.Listener {
    /** The length of the partial text's end that is sure to fit a line, so that the line can be overwritten. */
    private static final int LINE_CHARACTERS = 76;

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Path source;
    private final PrintWriter out;
    private final Optional<PrintWriter> terminal;
    private final boolean json;
    private final Function<ClipTranscript, String> writer;

    /**
     * A printer.
     *
     * @param source name of the stream
     * @param terminal the terminal that a person watches, if any
     * @param json whether to print the text so far for programs
     * @param writer of a segment's lines
     */
    PrintedStream(
            Path source,
            PrintWriter out,
            Optional<PrintWriter> terminal,
            boolean json,
            Function<ClipTranscript, String> writer) {
        this.source = source;
        this.out = out;
        this.terminal = terminal;
        this.json = json;
        this.writer = writer;
    }

    private static final class Json {
        static final JsonMapper MAPPER = new JsonMapper();
    }

    @Override
    public void partial(SpeechStream.Partial partial) {
        String text = partial.text();
        if (json) {
            out.print(line(new PartialText(text, partial.stable(), Rounded.thousandths(partial.seconds()))));
            StandardOutput.flush(out);
        }
        terminal.ifPresent(screen -> {
            boolean fits = text.length() <= LINE_CHARACTERS;
            screen.print(BACK_AND_CLEAR + (fits ? text : "…" + text.substring(text.length() - LINE_CHARACTERS)));
            screen.flush();
        });
    }

    private static String line(PartialText partial) {
        try {
            return Json.MAPPER.writeValueAsString(partial) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers are always JSON", e);
        }
    }

    @Override
    public void segment(SpeechStream.Segment segment) {
        terminal.ifPresent(screen -> {
            screen.print(BACK_AND_CLEAR);
            screen.flush();
        });
        if (!json && segment.transcript().words().isEmpty()) {
            return;
        }
        String name = source.toString();
        Clip stretch = new Clip(source, segment.startSeconds(), OptionalDouble.of(segment.seconds()));
        Utterance utterance = new Utterance(name, stretch, Optional.empty(), name, Map.of());
        ClipTranscript clip =
                ClipTranscript.of(new ClipName(name, name), utterance, segment.seconds(), segment.transcript());
        out.print(writer.apply(segment.hypotheses().size() > 1 ? clip.with(segment.hypotheses()) : clip));
        StandardOutput.flush(out);
    }
}
