package attune.cli;

import attune.fault.UserFault;
import attune.runs.AdaptationRequest;
import attune.runs.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --replay}, for adaptations. */
final class ReplayOptions {
    /** A quarter more time; on the telephone prompts dev falls, epoch by epoch, about as fast as without. */
    private static final double USUAL_PERCENT = 20;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--replay",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Speech like what the source was trained on, to learn again beside --train: forgets less.")
    private List<Path> replay = new ArrayList<>();

    @Expert(Topic.TRAINING)
    @Option(
            names = "--replay-share",
            paramLabel = "PERCENT",
            description = "Share of the steps that are taken on --replay; they are added to those on --train."
                    + " Default: 20.")
    private @Nullable Double percent;

    AdaptationRequest over(AdaptationRequest request) {
        if (replay.isEmpty() && percent != null) {
            throw new UserFault(
                    "--replay-share", "has no effect without --replay", "give --replay MANIFEST, or leave it out");
        }
        double share = (percent == null ? USUAL_PERCENT : percent) / 100;
        return replay.isEmpty() ? request : request.with(request.data().withReplay(new Replay(replay, share)));
    }
}
