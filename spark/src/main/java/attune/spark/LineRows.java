package attune.spark;

import attune.audio.SoundFacts;
import attune.corpus.Clip;
import attune.corpus.JsonLines;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.SpeechFormat;
import attune.speech.inspection.Defect;
import attune.speech.inspection.Inspected;
import attune.speech.inspection.Inspection;
import attune.speech.inspection.Observed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Tuple2;

/**
 * Turns the lines of a manifest, with their numbers from 0, into rows: one for each clip, whose sound is measured and
 * which is judged by itself, and one for each thing that is wrong with a line.
 *
 * @param manifest its path
 * @param number which of all manifests it is
 * @param heldOut whether the corpus must have none of its clips
 * @param model the path of the model that is to learn from the corpus
 * @param out the folder that the clean manifest goes into, with symbolic links resolved
 */
record LineRows(String manifest, int number, boolean heldOut, String model, String out)
        implements FlatMapFunction<Iterator<Tuple2<String, Long>>, Row> {

    /**
     * A place is that of a line among those of all manifests. Some columns are there twice, since only the whole corpus
     * tells whether another clip has the id as well; then the clip goes by its path.
     */
    static final String COLUMNS =
            "place LONG, held_out BOOLEAN, given STRING, id STRING, id_by_path STRING, line STRING,"
                    + " line_by_path STRING, text STRING, seconds DOUBLE, fingerprint LONG,"
                    + " findings ARRAY<STRUCT<defect: STRING, value: STRING>>, problem STRING";

    /** Clips of a file that are measured together are read in one pass over it. */
    private static final int LINES_AT_ONCE = 128;

    /** More lines than any manifest has. */
    private static final int BITS_OF_A_LINE = 40;

    @Override
    public Iterator<Row> call(Iterator<Tuple2<String, Long>> lines) throws IOException {
        JsonLines reader = new JsonLines(Path.of(manifest));
        SpeechFormat format = OpenedFormat.of(model);
        return new Iterator<>() {
            private Iterator<Row> rows = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!rows.hasNext() && lines.hasNext()) {
                    rows = rows(reader, format, lines);
                }
                return rows.hasNext();
            }

            @Override
            public Row next() {
                return rows.next();
            }
        };
    }

    /** Those of the next lines. */
    private Iterator<Row> rows(JsonLines reader, SpeechFormat format, Iterator<Tuple2<String, Long>> lines) {
        List<Row> rows = new ArrayList<>();
        List<Utterance> clips = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < LINES_AT_ONCE && lines.hasNext(); i++) {
            Tuple2<String, Long> line = lines.next();
            long ofLine = line._2() + 1;
            long place = ((long) number << BITS_OF_A_LINE) + ofLine;
            Manifest.Salvaged read = reader.read(ofLine, line._1());
            for (Utterance clip : read.utterances()) {
                clips.add(clip);
                places.add(place);
            }
            read.faults().forEach(fault -> rows.add(wrong(place, fault)));
        }
        Inspection inspection = new Inspection(format);
        List<Observed> observed = inspection.measure(clips, Progress.SILENT);
        for (int i = 0; i < clips.size(); i++) {
            Inspected byItself = inspection
                    .judge(clips.subList(i, i + 1), observed.subList(i, i + 1), List.of(), List.of())
                    .get(0);
            rows.add(clip(places.get(i), byItself, format));
        }
        return rows.iterator();
    }

    private Row wrong(long place, UserFault fault) {
        return RowFactory.create(
                place, heldOut, null, null, null, null, null, null, null, null, null, fault.getMessage());
    }

    private Row clip(long place, Inspected clip, SpeechFormat format) {
        Utterance utterance = clip.utterance();
        Path folder = Path.of(out);
        String byPath =
                Clip.name(utterance.clip().audio().toString(), utterance.clip().offsetSeconds());
        Row[] findings = clip.findings().stream()
                .filter(finding -> finding.defect().severity() == Defect.Severity.REJECTED)
                .map(finding -> RowFactory.create(finding.defect().name(), finding.value()))
                .toArray(Row[]::new);
        return RowFactory.create(
                place,
                heldOut,
                utterance.where(),
                utterance.id(),
                byPath,
                JsonLines.line(folder, utterance),
                JsonLines.line(folder, utterance.withId(byPath)),
                format.textNormalizer().normalize(utterance.text().orElse("")),
                clip.sound().map(SoundFacts::seconds).orElse(0.0),
                clip.sound().map(SoundFacts::fingerprint).orElse(null),
                findings,
                null);
    }
}
