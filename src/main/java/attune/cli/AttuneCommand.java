package attune.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: everything it does is one of its {@link Commands}. */
@Command(
        name = "attune",
        description =
                "Adapts a pretrained recurrent speech recogniser to your domain, and image classifiers to your classes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "@FILE anywhere on the command line stands for the words in that file."},
        exitCodeList = {
            "0:done",
            "1:done, but some clips or pictures could not be used, or inspect --verify or reproduce found a difference",
            "2:the input is wrong; one line says what, where and what to do",
            "3:--gate: the adapted model is not significantly better than its source",
            "70:out of memory, or a bug in Attune, whose message names a log for your report",
            "75:another rank was lost; --resume on all ranks goes on; or another run is using the output folder",
            "130:stopped by Ctrl-C, or by SIGTERM where there is --resume, which goes on",
            "141:whatever read standard output has ended, as head does",
            "143:stopped by SIGTERM"
        })
final class AttuneCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "give a command, such as adapt or transcribe");
    }
}
