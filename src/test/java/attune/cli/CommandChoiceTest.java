package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandChoiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"transcribe", "infer", "corpus"})
    void aRunMakesTheCommandItNames(String name) {
        CommandLine program = Commands.of(name, "--help");
        assertThat(program.getSubcommands()).containsKey(name);
        assertThat(program.getCommandSpec().subcommands().values().stream().distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "help", "generate-completion", "@words", "trascribe", ""})
    void anyOtherWordNeedsAll(String word) {
        assertThat(Commands.of(word).getSubcommands().keySet())
                .isEqualTo(Commands.all().getSubcommands().keySet());
        assertThat(Commands.of().getSubcommands()).hasSameSizeAs(Commands.all().getSubcommands());
    }

    @Test
    void theListOfCommandsIsThatOfTheWholeProgram() {
        assertThat(HelpText.of(Commands.of("--help").getCommandSpec()))
                .isEqualTo(HelpText.of(Commands.all().getCommandSpec()))
                .contains("doctor");
    }
}
