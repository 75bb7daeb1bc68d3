package attune.cli;

import static attune.cli.TinyInputs.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Commands whose parts are done by the test. */
class PartedCommandsTest {
    @TempDir
    static Path shared;

    private static String bundle;
    private static String digits;

    @TempDir
    Path folder;

    private final List<String> handed = new ArrayList<>();
    private int shards;

    @Command(name = "elsewhere")
    private static final class Elsewhere {}

    @BeforeAll
    static void prepare() throws IOException {
        TinyInputs inputs = TinyInputs.in(shared);
        bundle = inputs.bundle();
        digits = inputs.digits();
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Command(name = "corpus")
    private static final class Corpus {}

    private InProcess elsewhere(String... command) {
        CommandLine program = new CommandLine(new Elsewhere());
        PartedCommands.add(program, new CommandLine(new Corpus()), (typed, of, parts) -> {
            handed.addAll(typed);
            shards = of;
            for (int number = 1; number <= of; number++) {
                assertThat(PartedCommands.part(
                                typed, number, of, parts, new PrintWriter(System.err, true, StandardCharsets.UTF_8)))
                        .isLessThan(ExitCodes.USER_FAULT);
            }
        });
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.speaking(program, new PrintWriter(out), new PrintWriter(err))
                .execute(command);
        return new InProcess(code, out.toString(), err.toString());
    }

    @Test
    void aCheckPrintsAndWritesWhatItDoesWithoutParts() throws IOException {
        String[] check = {"corpus", "check", "-m", bundle, digits, "--held-out", digits, "--quiet", "-o"};

        InProcess parted = elsewhere(with(check, in("parted"), "--parts", in("parts"), "--shards=3"));

        InProcess whole = InProcess.run(with(check, in("whole")));
        assertThat(parted.out()).isEqualTo(whole.out()).contains("also held out");
        assertThat(parted.code()).isEqualTo(whole.code()).isEqualTo(ExitCodes.WITH_REJECTS);
        assertThat(folder.resolve("parted/rejected.jsonl"))
                .hasSameTextualContentAs(folder.resolve("whole/rejected.jsonl"));
        assertThat(shards).isEqualTo(3);
        assertThat(handed).doesNotContain("--shards=3", "--parts");
    }

    @Test
    void aSweepHasAPartForEachRun() {
        InProcess sweep = elsewhere(
                "sweep",
                "-m",
                bundle,
                "--train",
                digits,
                "--dev",
                digits,
                "--epochs",
                "1",
                "--try",
                "output",
                "--try",
                "all",
                "--seeds",
                "1,2",
                "-o",
                in("sweep"),
                "--parts",
                in("parts"),
                "--quiet");

        assertThat(sweep.code()).as(sweep.err()).isZero();
        assertThat(shards).isEqualTo(4);
        assertThat(folder.resolve("sweep/sweep.json")).exists();
    }

    @Test
    void pathsAreMadeAbsoluteSinceOtherMachinesHaveOtherFolders() {
        Path relative = Path.of("").toAbsolutePath().relativize(Path.of(digits));
        Path model = Path.of("").toAbsolutePath().relativize(Path.of(bundle));

        elsewhere(
                "corpus",
                "check",
                "-m" + model,
                relative.toString(),
                "--held-out=" + relative,
                "--quiet",
                "--parts",
                in("parts"),
                "--shards",
                "1");

        assertThat(handed).doesNotContain(relative.toString()).contains("-m" + model.toAbsolutePath());
        assertThat(handed).contains("--held-out=" + relative.toAbsolutePath());
        assertThat(handed.stream()
                        .filter(word -> word.matches("[^-].*digits.jsonl"))
                        .map(Path::of))
                .singleElement()
                .satisfies(path -> assertThat(path).isAbsolute().hasSameTextualContentAs(Path.of(digits)));
    }

    @Test
    void whatMakesNoPartsIsRefusedInOneLine() {
        InProcess none = elsewhere("corpus", "check", "-m", bundle, digits);
        assertThat(none.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(none.errLines()).singleElement().asString().contains("--parts");
        InProcess few = elsewhere("corpus", "check", "-m", bundle, digits, "--parts", in("parts"), "--shards", "0");
        assertThat(few.errLines()).singleElement().asString().contains("--shards: '0' is not positive");
        assertThat(handed).isEmpty();
    }

    @Test
    void theHelpTellsOfPartsFirst() {
        InProcess help = elsewhere("sweep", "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--parts FOLDER", "--shards N").doesNotContain("--shard I/N");
        assertThat(handed).isEmpty();
    }
}
