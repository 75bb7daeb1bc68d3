package attune.cli;

import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.jobs.Evaluated;
import attune.transcripts.Trn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** References and each model's hypotheses, for {@code sclite -r ref.trn trn -h hyp1.trn trn -i spu_id}. */
final class TrnFiles {
    private static final String REFERENCES = "ref.trn";

    private final Path folder;

    TrnFiles(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and refuses one that has such files before any model runs. */
    void requireNone(int models) throws IOException {
        Files.createDirectories(folder);
        requireNone(REFERENCES);
        for (int i = 0; i < models; i++) {
            requireNone(hypotheses(i));
        }
    }

    private void requireNone(String name) {
        if (Files.exists(folder.resolve(name))) {
            throw new UserFault(
                    folder.resolve(name).toString(), "is already there", "remove it or give another folder");
        }
    }

    private static String hypotheses(int model) {
        return "hyp" + (model + 1) + ".trn";
    }

    /** Writes the references, and the models' hypotheses, numbered in order from 1. */
    void write(List<Evaluated> rows) throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            write(hypotheses(i), rows.get(i), ScoredClip::hypothesis);
        }
        write(REFERENCES, rows.get(0), ScoredClip::reference);
    }

    private void write(String name, Evaluated row, Function<ScoredClip, String> text) throws IOException {
        AtomicFile.writeText(
                folder.resolve(name),
                row.evaluation().clips().stream()
                        .map(clip -> Trn.line(text.apply(clip), clip.id()) + "\n")
                        .collect(Collectors.joining()));
    }
}
