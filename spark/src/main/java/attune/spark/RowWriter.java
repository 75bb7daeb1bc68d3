package attune.spark;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.speech.Heard;
import attune.speech.Transcriber;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.TaskKilledException;

/**
 * Transcribes a shard's clips, writes a row for each and counts them. After each clip it looks whether Spark has killed the
 * task.
 */
final class RowWriter {
    private final List<Utterance> clips;
    private final Transcriber transcriber;
    private final boolean characters;
    private final BooleanSupplier killed;
    private int texts;
    private int faults;
    private double seconds;

    RowWriter(List<Utterance> clips, Transcriber transcriber, boolean characters, BooleanSupplier killed) {
        this.clips = clips;
        this.transcriber = transcriber;
        this.characters = characters;
        this.killed = killed;
    }

    /** In their order. */
    void writeTogether(OutputStream out) {
        List<Clip> sounds = clips.stream().map(Utterance::clip).toList();
        Iterator<Utterance> next = clips.iterator();
        transcriber.transcribe(sounds, heard -> write(next.next(), heard, out));
    }

    /** Those last that an earlier attempt ended with; a clip proven to end them gets a fault instead of another chance. */
    void writeOneByOne(Begun begun, OutputStream out) throws IOException {
        List<Integer> order = IntStream.range(0, clips.size())
                .boxed()
                .sorted(Comparator.comparing(begun::deaths))
                .toList();
        for (int i : order) {
            Utterance clip = clips.get(i);
            if (begun.isProven(i)) {
                writeFault(clip, proven(clip, begun.deaths(i)), out);
                continue;
            }
            begun.begin(i);
            try {
                write(clip, transcriber.transcribe(List.of(clip.clip())).get(0), out);
            } catch (TaskKilledException e) { // not by this clip
                begun.end();
                throw e;
            }
        }
        begun.end();
    }

    private static String proven(Utterance clip, int deaths) {
        return new UserFault(
                        clip.clip().audio().toString(),
                        deaths + " attempts to transcribe it ended, or their processes did",
                        "transcribe it alone, or leave it out")
                .getMessage();
    }

    private void write(Utterance clip, Heard heard, OutputStream out) {
        if (killed.getAsBoolean()) {
            throw new TaskKilledException("at " + clip.id());
        }
        if (heard.fault().isPresent()) {
            writeFault(clip, heard.fault().get().getMessage(), out);
        } else {
            print(Row.of(clip, heard, characters), out);
            texts++;
            seconds += heard.seconds();
        }
    }

    private void writeFault(Utterance clip, String fault, OutputStream out) {
        print(Row.of(clip, fault), out);
        faults++;
    }

    private static void print(String row, OutputStream out) {
        try {
            out.write(row.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Tally tally() {
        return new Tally(0, 1, texts, faults, seconds);
    }
}
