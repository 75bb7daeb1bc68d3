package attune.spark;

import attune.spark.hadoop.Locations;
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

    private ParquetRows() {}

    /** Writes them, unless they are there and no part is newer. */
    static void write(ArchiveFolder folder, boolean partsAreNew) {
        Path parquet = folder.root().resolve("parquet");
        if (partsAreNew || !Files.exists(parquet.resolve("_SUCCESS"))) {
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
