package attune.bench;

import attune.corpus.Clip;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One clip through the library, with the model and its decoder open: what a server adds to it is measured against this. */
final class ClipTranscription {

    private ClipTranscription() {}

    static Workload of(Path model, Path clip) throws IOException {
        Transcriber transcriber = new Transcriber(SpeechModel.open(model));
        List<Clip> clips = List.of(Clip.whole(clip));
        return Workload.timed(() -> transcriber.transcribe(clips).get(0).orThrow());
    }
}
