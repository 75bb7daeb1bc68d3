package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {
    @TempDir
    Path folder;

    /** Or a job that is killed between both would leave them out for ever. */
    @Test
    void whatLacksPartsThatAreToComeIsNotComplete() throws IOException {
        ArchiveFolder archive = new ArchiveFolder(folder.toString());
        ParquetRows.outdate(archive);
        Path mark = folder.resolve("parquet").resolve("_SUCCESS");
        Files.createDirectories(mark.getParent());
        Files.createFile(mark);
        ParquetRows.outdate(archive);
        assertThat(mark).doesNotExist();
    }
}
