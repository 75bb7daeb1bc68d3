package attune.spark;

import attune.spark.hadoop.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The rows of all parts as Parquet, for those who query them: a second, short job, since Spark commits all or nothing. */
final class ParquetRows {
    /** The keys of {@link Row}; those that a row lacks are null. */
    private static final String COLUMNS =
            "id STRING, audio_filepath STRING, offset DOUBLE, duration DOUBLE, text STRING,"
                    + " words ARRAY<STRUCT<word: STRING, start: DOUBLE, end: DOUBLE, confidence: DOUBLE,"
                    + " characters: ARRAY<STRUCT<character: STRING, start: DOUBLE, end: DOUBLE, confidence: DOUBLE>>>>,"
                    + " hypotheses ARRAY<STRUCT<text: STRING, acousticLogProb: DOUBLE, languageScore: DOUBLE>>, fault STRING";

    /** Spark's mark of a folder that is complete. */
    private static final String COMMITTED = "_SUCCESS";

    private ParquetRows() {}

    private static Path folder(ArchiveFolder archive) {
        return archive.root().resolve("parquet");
    }

    /** Unmarks what is there, before parts are written that it lacks: a kill may come in between. */
    static void outdate(ArchiveFolder folder) throws IOException {
        Files.deleteIfExists(folder(folder).resolve(COMMITTED));
    }

    /** Writes them, unless they are there and no part was written since. */
    static void write(ArchiveFolder folder) {
        Path parquet = folder(folder);
        if (!Files.exists(parquet.resolve(COMMITTED))) {
            SparkSession.builder()
                    .getOrCreate()
                    .read()
                    .schema(COLUMNS)
                    .json(Locations.forHadoop(folder.root().resolve("part-*.jsonl")))
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(Locations.forHadoop(parquet));
        }
    }
}
