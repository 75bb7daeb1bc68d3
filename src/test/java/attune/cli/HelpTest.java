package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adapt",
                "transcribe",
                "serve",
                "align",
                "evaluate",
                "merge",
                "blend",
                "probe",
                "plan",
                "inspect",
                "pretrain",
                "sweep",
                "augment",
                "image",
                "import",
                "devices"
            })
    void everyCommandExplainsItself(String command) {
        for (String option : List.of("--help", "-h")) {
            InProcess help = InProcess.run(command, option);
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("Usage: attune " + command);
            assertThat(help.err()).isEmpty();
        }
        InProcess version = InProcess.run(command, "--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("attune ");
        assertThat(version.err()).isEmpty();
        assertThat(InProcess.run("--help").out()).contains("  " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"finetune", "infer", "doctor"})
    void namesFromOtherToolsAreUnderstood(String alias) {
        assertThat(InProcess.run(alias, "--help").code()).isZero();
    }

    @Test
    void whatComesWithTheParserIsDescribedLikeTheRest() {
        String list = InProcess.run("--help").out();
        assertThat(list)
                .contains("  help  ", "Shows the help of a command.", "  generate-completion")
                .doesNotContain("%n");
        assertThat(InProcess.run("help", "adapt").out()).contains("Usage: attune adapt");
        assertThat(InProcess.run("generate-completion").out()).contains("complete -F");
        assertThat(InProcess.run("generate-completion", "--help").out()).contains("Prints a script for Bash and zsh");
    }

    @Test
    void theDoctorIsTheCheckOfACorpus() {
        String doctor = InProcess.run("doctor", "--help").out();
        String check = InProcess.run("corpus", "check", "--help").out();
        assertThat(doctor).contains("Usage: attune doctor");
        assertThat(options(doctor)).isEqualTo(options(check));
    }

    private static String options(String help) {
        return help.substring(help.indexOf("MANIFEST...  "), help.indexOf("--config"));
    }

    /** Every command and group of commands there is. */
    static Stream<CommandSpec> commands() {
        return all(Main.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()))
                .getCommandSpec());
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().distinct().flatMap(each -> all(each.getCommandSpec())));
    }

    private static String[] words(CommandSpec command, String... more) {
        Stream<String> name =
                Arrays.stream(command.qualifiedName().split(" ", -1)).skip(1);
        return Stream.concat(name, Arrays.stream(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsOnATerminal(CommandSpec command) {
        List<String> everyday = InProcess.run(words(command, "--help")).outLines();
        assertThat(everyday).isNotEmpty().allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        if (command.findOption("--all") != null) {
            assertThat(InProcess.run(words(command, "--help", "--all")).outLines())
                    .containsAll(everyday.stream()
                            .filter(line -> !line.contains("more options: "))
                            .toList())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionIsToldOfWithAllOfThem(CommandSpec command) {
        if (command.findOption("--all") != null) {
            String help = InProcess.run(words(command, "--help", "--all")).out();
            for (OptionSpec option : command.options()) {
                if (!option.hidden() && !option.versionHelp()) {
                    String name = option.negatable() ? option.longestName().substring(2) : option.longestName();
                    assertThat(help).contains(name);
                    assertThat(String.join(" ", option.description())).as(name).endsWith(".");
                }
            }
        }
    }

    /** What somebody copies from the help must be a command. */
    @ParameterizedTest
    @MethodSource("commands")
    void examplesAreCommands(CommandSpec command) {
        String footer = String.join("\n", command.usageMessage().footer()).replace("\\\n", " ");
        List<String> examples = footer.lines()
                .map(String::strip)
                .filter(line -> line.contains("attune "))
                .toList();
        for (String example : examples) {
            String typed = example.substring(example.indexOf("attune ") + "attune ".length());
            CommandLine program =
                    Main.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
            assertThatCode(() -> program.parseArgs(CommandLines.words(typed)))
                    .as(example)
                    .doesNotThrowAnyException();
        }
        boolean trains = command.findOption("--resume") != null;
        assertThat(examples.isEmpty() && trains)
                .as("example of " + command.qualifiedName())
                .isFalse();
    }

    @Test
    void speechAndPicturesKeepTheirOptionsToThemselves() {
        assertThat(InProcess.run("adapt", "--help", "--all").out())
                .contains("bilstm:UNITS", "--lm")
                .doesNotContain("conv:", "--batch-norm", "picture", "image");
        assertThat(InProcess.run("image", "adapt", "--help", "--all").out())
                .contains("conv:CHANNELS:KERNEL:ACTIVATION", "--batch-norm")
                .doesNotContain("--lm", "--alphabet", "speech", "clip");
    }

    @Test
    void theProgramTellsItsExitCodes() {
        InProcess help = InProcess.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Exit codes:", "70", "141", "inspect --verify");
        assertThat(InProcess.run("--version").out()).startsWith("attune ");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(InProcess.run("help").out())
                .isEqualTo(InProcess.run("--help").out());
        assertThat(InProcess.run("help", "adapt").out())
                .isEqualTo(InProcess.run("adapt", "--help").out());
    }

    @Test
    void aMistypedCommandIsToldWithTheNearest() {
        assertThat(InProcess.run("transcrib", "-m", "x").err())
                .contains("unknown command transcrib; did you mean transcribe?");
        assertThat(InProcess.run("lm", "bild").err()).contains("unknown command bild; did you mean build?");
        assertThat(InProcess.run("--versoin").err()).contains("unknown option --versoin");
    }

    @Test
    void devicesNamesBackendAndKernel() {
        InProcess devices = InProcess.run("devices");
        assertThat(devices.code()).isZero();
        assertThat(devices.out()).contains("backend: ", "recurrent kernel for float: ");
    }

    @Test
    void aCommandOffersOnlyWhatItTakes() {
        assertThat(InProcess.run("align", "--help", "--all").out())
                .contains("Default: json.")
                .doesNotContainPattern("\\btxt\\b|\\btrn\\b");
        assertThat(InProcess.run("transcribe", "--help").out()).contains("Default: txt.", "trn");
        assertThat(InProcess.run("augment", "--help", "--all").out())
                .contains("light, full", "Default: full.", "--noise")
                .doesNotContain("--no-augment", "none,", "mask");
        assertThat(InProcess.run("sweep", "--help").out()).contains("insert, keep-until", "keep-close");
    }

    @Test
    void helpTakesTheCommandsOfACommand() {
        assertThat(InProcess.run("help", "corpus", "build").out())
                .isEqualTo(InProcess.run("corpus", "build", "--help").out());
        InProcess unknown = InProcess.run("help", "adpt");
        assertThat(unknown.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(unknown.errLines())
                .containsExactly("attune: unknown command adpt; did you mean adapt?; see attune --help");
        assertThat(InProcess.run("help", "corpus", "bild").err()).contains("unknown command bild; did you mean build?");
    }
}
