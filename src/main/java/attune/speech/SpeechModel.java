package attune.speech;

import attune.bundle.Aside;
import attune.bundle.Axis;
import attune.bundle.Bundle;
import attune.bundle.BundleReader;
import attune.bundle.BundleWriter;
import attune.bundle.JsonReason;
import attune.bundle.LayerIds;
import attune.bundle.Metadata;
import attune.bundle.ProvenanceStep;
import attune.bundle.WeightStorage;
import attune.corpus.Clip;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import attune.layers.AttuneLayers;
import attune.layers.FixedWeights;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A speech recogniser: a network with its front end and alphabet. Opened from a bundle and written to one.
 *
 * <p>For one thread at a time, since a network keeps the state of its last pass. {@link #share} gives another thread a
 * model of its own at the cost of that state alone: the weights are the same memory.
 */
public final class SpeechModel {
    /** The kind of its bundles. */
    public static final String KIND = "speech";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LayerIds IDS = new LayerIds(AttuneLayers.BY_ID);

    private final Metadata metadata;
    private final SpeechFormat format;
    private final ComputationGraph network;
    /** For the graphs that share its weights. */
    private final FixedWeights fixed;

    private final Optional<LanguageDecoding> language;
    private final Map<String, byte[]> extras;
    /** Made on first use and then kept, since that walks the language model's vocabulary. */
    private final KeptDecoder decoder;

    private SpeechModel(
            Metadata metadata,
            SpeechFormat format,
            ComputationGraph network,
            FixedWeights fixed,
            Optional<LanguageDecoding> language,
            Map<String, byte[]> extras) {
        this(metadata, format, network, fixed, language, extras, new KeptDecoder());
    }

    private SpeechModel(
            Metadata metadata,
            SpeechFormat format,
            ComputationGraph network,
            FixedWeights fixed,
            Optional<LanguageDecoding> language,
            Map<String, byte[]> extras,
            KeptDecoder decoder) {
        this.metadata = metadata;
        this.format = format;
        this.network = network;
        this.fixed = fixed;
        this.language = language;
        this.extras = extras;
        this.decoder = decoder;
    }

    /**
     * A new model, or an operated one.
     *
     * @param network features in, log-probabilities out
     * @param format front end, alphabet and text normaliser
     * @param licence of its weights
     * @param provenance what has been done to it, oldest first
     * @return the model
     */
    public static SpeechModel of(
            ComputationGraph network, SpeechFormat format, String licence, List<ProvenanceStep> provenance) {
        Metadata metadata = new Metadata(
                KIND,
                List.of(new Axis("coefficient", format.frontEnd().coefficients()), new Axis("frame", Axis.VARIABLE)),
                List.of(new Axis("label", format.alphabet().size()), new Axis("frame", Axis.VARIABLE)),
                licence,
                provenance,
                JSON.valueToTree(format));
        return new SpeechModel(metadata, format, network, new FixedWeights(), Optional.empty(), Map.of());
    }

    /**
     * Opens a bundle.
     *
     * @param bundle a file or folder
     * @return the model in it
     * @throws UserFault if it is not a sound speech bundle
     * @throws IOException if it cannot be read
     */
    public static SpeechModel open(Path bundle) throws IOException {
        Bundle opened = new BundleReader(IDS).read(bundle);
        Map<String, byte[]> extras = new TreeMap<>(opened.extras());
        extras.remove(LanguageDecoding.ENTRY);
        // Checking every number of a language model takes as long as the network's first pass.
        Aside<Optional<LanguageDecoding>> language = Aside.begin(
                () -> LanguageDecoding.read(opened.metadata().domain(), opened.extras(), bundle.toString()));
        SpeechFormat format = format(opened.metadata(), bundle);
        FormatFit.require(format, opened.network(), bundle);
        return new SpeechModel(
                opened.metadata(), format, opened.network(), new FixedWeights(), language.result(), extras);
    }

    /**
     * The same model for another thread. Both read the same weights, which never change again; each keeps the state of
     * its own passes. Takes milliseconds, and may be called while this model is in use. The first to recognise something
     * lays the recurrent weights out for the processor, for all, which takes as much memory again.
     *
     * @return a model that may be used beside this one
     */
    public SpeechModel share() {
        ComputationGraph shared =
                new ComputationGraph(network.getConfiguration().clone());
        shared.init(network.params(), false);
        fixed.give(shared);
        return new SpeechModel(metadata, format, shared, fixed, language, extras, decoder);
    }

    /**
     * The same model with a language model, which replaces any it has.
     *
     * @param newLanguage the language model and how to decode with it
     * @param step what was done, for the provenance; empty where it is recorded already
     * @return a model that shares this one's network
     */
    public SpeechModel with(LanguageDecoding newLanguage, Optional<ProvenanceStep> step) {
        Metadata described = step.map(metadata::after).orElse(metadata);
        Metadata changed = described.with(LanguageDecoding.with(described.domain(), newLanguage));
        return new SpeechModel(changed, format, network, fixed, Optional.of(newLanguage), extras);
    }

    /**
     * The same model without its language model.
     *
     * @return a model that shares this one's network
     */
    public SpeechModel bare() {
        Metadata changed = metadata.with(LanguageDecoding.without(metadata.domain()));
        return new SpeechModel(changed, format, network, fixed, Optional.empty(), extras);
    }

    /**
     * The same model with more said about the last step of its provenance.
     *
     * @param results text by name
     * @return a model that shares this one's network
     */
    public SpeechModel with(Map<String, String> results) {
        List<ProvenanceStep> steps = new ArrayList<>(metadata.provenance());
        steps.add(steps.remove(steps.size() - 1).with(results));
        Metadata told = new Metadata(
                metadata.kind(), metadata.input(), metadata.output(), metadata.licence(), steps, metadata.domain());
        return new SpeechModel(told, format, network, fixed, language, extras, decoder);
    }

    /**
     * The same model with one more entry in its bundle.
     *
     * @param entry its plain file name
     * @param content shared, not copied
     * @return a model that shares this one's network
     */
    public SpeechModel with(String entry, byte[] content) {
        Map<String, byte[]> more = new TreeMap<>(extras);
        more.put(entry, content);
        return new SpeechModel(metadata, format, network, fixed, language, more, decoder);
    }

    /**
     * The same model with one more step in its provenance.
     *
     * @param step what was done
     * @return a model that shares this one's network
     */
    public SpeechModel after(ProvenanceStep step) {
        return new SpeechModel(metadata.after(step), format, network, fixed, language, extras, decoder);
    }

    /**
     * An additional entry of its bundle.
     *
     * @param entry its plain file name
     * @return its bytes, not to be changed; empty where there is none
     */
    public Optional<byte[]> extra(String entry) {
        return Optional.ofNullable(extras.get(entry));
    }

    /**
     * Its default decoder: a beam search with its language model if it has one, else greedy.
     *
     * @return the same one every time, for any number of threads
     */
    public SpeechDecoder decoder() {
        return decoder.of(this);
    }

    /**
     * The format of the model in a bundle, without opening its network.
     *
     * @param metadata the bundle's
     * @param bundle for messages
     * @return the format
     * @throws UserFault if it is not a speech bundle
     */
    public static SpeechFormat format(Metadata metadata, Path bundle) {
        if (!metadata.kind().equals(KIND)) {
            throw new UserFault(bundle.toString(), "holds a model of kind " + metadata.kind(), "give a speech model");
        }
        try {
            return JSON.treeToValue(LanguageDecoding.without(metadata.domain()), SpeechFormat.class);
        } catch (JsonProcessingException e) {
            throw new UserFault(
                    bundle + ": model.json",
                    "does not describe a speech model (" + JsonReason.of(e) + ")",
                    "get the file again, or write it with this version",
                    e);
        }
    }

    /**
     * Transcribes one audio file. For many, a {@link Transcriber} is faster.
     *
     * @param audio the file
     * @return what is said in it
     * @throws UserFault if it cannot be read as audio
     */
    public Transcript transcribe(Path audio) {
        return new Transcriber(this)
                .transcribe(List.of(Clip.whole(audio)))
                .get(0)
                .orThrow();
    }

    /**
     * Why the model cannot transcribe sound that is still coming.
     *
     * @return empty if it can
     */
    public Optional<String> obstacleToStreaming() {
        return StreamingRule.obstacle(format, network);
    }

    /**
     * Writes the model, with 16 bits for each weight where these can hold them, or 32 if it has a parity certificate,
     * which would show the loss.
     *
     * @param file the bundle's name
     * @throws IOException if it cannot be written; an old file is then untouched
     */
    public void write(Path file) throws IOException {
        write(
                file,
                extras.containsKey(ParityCertificate.ENTRY) ? WeightStorage.FLOAT32 : WeightStorage.shortest(network));
    }

    /**
     * Writes the model.
     *
     * @param file the bundle's name
     * @param storage how to store each weight; {@link WeightStorage#FLOAT32} loses nothing
     * @throws IOException if it cannot be written; an old file is then untouched
     */
    public void write(Path file, WeightStorage storage) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>(extras);
        language.ifPresent(present -> entries.put(LanguageDecoding.ENTRY, present.bytes()));
        new BundleWriter(IDS).write(file, new Bundle(metadata, network, entries), storage);
    }

    /**
     * The language model in its bundle.
     *
     * @return empty where there is none
     */
    public Optional<LanguageDecoding> language() {
        return language;
    }

    /**
     * The network.
     *
     * @return features in, log-probabilities out
     */
    public ComputationGraph network() {
        return network;
    }

    /**
     * Its format.
     *
     * @return front end, alphabet and text normaliser
     */
    public SpeechFormat format() {
        return format;
    }

    /**
     * What it is and where it comes from.
     *
     * @return the bundle's metadata
     */
    public Metadata metadata() {
        return metadata;
    }
}
