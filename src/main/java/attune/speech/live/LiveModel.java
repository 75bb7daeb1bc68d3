package attune.speech.live;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.speech.SpeechModel;
import java.util.stream.Stream;

/** A model that any number of streams use at once, from threads of their own. */
public final class LiveModel {
    private final SpeechModel model;
    private final LivePasses passes;

    /**
     * A model for streams.
     *
     * @param model one that does not need the end of a clip; may be used otherwise meanwhile
     * @param passes how many may run at once, 1 or more; each uses one core
     * @throws UserFault if the model needs whole clips
     */
    public LiveModel(SpeechModel model, int passes) {
        model.obstacleToStreaming().ifPresent(obstacle -> {
            throw new UserFault(
                    "the model",
                    "cannot transcribe sound that is still coming: " + obstacle,
                    "transcribe whole files, or pretrain a model with " + named("streaming"));
        });
        this.model = model;
        this.passes = new LivePasses(
                Stream.generate(() -> new LiveLayers(model.share().network()))
                        .limit(passes)
                        .toList());
    }

    SpeechModel model() {
        return model;
    }

    LivePasses passes() {
        return passes;
    }
}
