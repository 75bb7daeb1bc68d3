package attune.cli;

import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.IfPresent;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.selftraining.SelfTraining;
import attune.speech.selftraining.Untranscribed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --untranscribed} and {@code --rounds}, for adaptations. */
final class UntranscribedOptions {
    @Option(
            names = "--untranscribed",
            order = 3,
            arity = "1..*",
            paramLabel = "RECORDINGS",
            description =
                    "Audio files, folders of them or manifests without transcripts: after learning from --train, the"
                            + " model transcribes these and learns again from both, as far as it is sure (limits found on"
                            + " dev).")
    private List<Path> inputs = new ArrayList<>();

    @Expert(Topic.TRAINING)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "With --untranscribed: transcribe and learn again at most N times, each round from the model of"
                            + " the one before, as long as dev improves. Default: " + Untranscribed.USUAL_ROUNDS + ".")
    private @Nullable Integer rounds;

    boolean given() {
        return !inputs.isEmpty();
    }

    Adaptation.Result adapt(
            SpeechDomain domain, AdaptationRequest request, Exchange exchange, IfPresent ifPresent, Progress progress)
            throws IOException {
        if (given()) {
            int most = rounds == null ? Untranscribed.USUAL_ROUNDS : rounds;
            return new SelfTraining(domain, request, new Untranscribed(inputs, most)).run(ifPresent, progress);
        }
        if (rounds != null) {
            throw new UserFault("--rounds", "has no effect without --untranscribed", "add it, or leave this out");
        }
        SelfTraining.requireNotBegun(request.out(), ifPresent);
        return new Adaptation<>(domain, request, exchange).run(ifPresent, progress);
    }
}
