package attune.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Metadata for tests, and bundles taken apart. */
final class Bundles {

    private Bundles() {}

    static Metadata metadata() {
        ProvenanceStep step = new ProvenanceStep(
                "pretrain",
                Instant.parse("2026-11-24T09:30:00Z"),
                "attune pretrain --train a.jsonl --seed 7",
                new ProvenanceStep.Conditions("a.jsonl", 7, "onednn-f32", 2),
                null,
                Map.of("wer.test", "0.117", "epochs", "30"));
        return new Metadata(
                "speech",
                List.of(new Axis("coefficient", 80), new Axis("frame", Axis.VARIABLE)),
                List.of(new Axis("label", 29), new Axis("frame", Axis.VARIABLE)),
                "CC-BY-4.0",
                List.of(step),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("alphabet", "é \"\\\n☃")
                        .put("blank", 28));
    }

    /** Unpacks a bundle into a folder. */
    static Path unpack(Path bundle, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
        return folder;
    }
}
