package attune.speech.language;

import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.features.FeatureMatrix;
import attune.progress.Progress;
import attune.speech.AcousticModel;
import attune.speech.SpeechModel;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network's output for a clip whose transcript is known; computed once, decoded many times.
 *
 * @param id the utterance's
 * @param reference the normalised transcript
 * @param logProbs natural-log probabilities [frame × label]
 */
@SuppressWarnings("ArrayRecordComponent") // read by every decoder, never changed
public record HeardClip(String id, String reference, float[][] logProbs) {

    /**
     * Runs a network over clips.
     *
     * @param network features in, log-probabilities out
     * @param examples the clips
     * @return their outputs, in the same order; about 4 kB per second of speech
     */
    public static List<HeardClip> of(ComputationGraph network, List<Example> examples) {
        HeardClip[] heard = new HeardClip[examples.size()];
        IntFunction<FeatureMatrix> features = clip -> examples.get(clip).features();
        new AcousticModel(network).run(Example.frames(examples), features, (clip, logProbs) -> {
            Example example = examples.get(clip);
            heard[clip] = new HeardClip(example.id(), example.text(), AcousticModel.rows(logProbs));
        });
        return List.of(heard);
    }

    /**
     * Runs a model over the clips of manifests.
     *
     * @param model the recogniser
     * @param manifests with transcripts
     * @param features where features are kept
     * @param progress is told of every clip
     * @return the network's outputs
     * @throws attune.fault.UserFault if a clip could not be trained on either
     */
    public static List<HeardClip> of(
            SpeechModel model, List<Path> manifests, FeatureStore features, Progress progress) {
        List<Utterance> clips = TrainAndDev.read(manifests, progress);
        TrainAndDev.check(new Split(List.of(), clips), model.format());
        return of(model.network(), features.examples(clips, model.format().reading(), progress));
    }
}
