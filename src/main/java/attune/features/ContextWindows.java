package attune.features;

import static attune.features.DeepSpeechFrontEnd.CEPSTRA;
import static attune.features.DeepSpeechFrontEnd.COEFFICIENTS;
import static attune.features.DeepSpeechFrontEnd.CONTEXT;

import java.util.function.Consumer;

/** Puts each window between its neighbours; outside the clip there are zeros. */
final class ContextWindows {
    private final Consumer<float[]> sink;
    private final float[] frame = new float[COEFFICIENTS];
    private long shown;

    /** The sink gets each frame in an array that is overwritten afterwards. */
    ContextWindows(Consumer<float[]> sink) {
        this.sink = sink;
    }

    /** Takes the next window; the frame of the one {@value DeepSpeechFrontEnd#CONTEXT} before it is now whole. */
    void add(float[] window) {
        System.arraycopy(frame, CEPSTRA, frame, 0, COEFFICIENTS - CEPSTRA);
        System.arraycopy(window, 0, frame, COEFFICIENTS - CEPSTRA, CEPSTRA);
        shown++;
        if (shown > CONTEXT) {
            sink.accept(frame);
        }
    }

    /** Emits the frames of the last windows. */
    void finish() {
        float[] nothing = new float[CEPSTRA];
        for (int i = 0; i < CONTEXT && shown > 0; i++) {
            add(nothing);
        }
    }
}
