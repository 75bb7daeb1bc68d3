package attune.fuzz;

import attune.bundle.Dl4jZip;
import attune.decoding.UnknownWords;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.features.LogMelFrontEnd;
import attune.foreign.DeepSpeech;
import attune.foreign.SpeechEmbedding;
import attune.jobs.ImportDeepSpeech;
import attune.jobs.Inspect;
import attune.lm.LanguageModels;
import attune.lm.Perplexity;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.DecodingSettings;
import attune.speech.LanguageDecoding;
import attune.speech.ParityCertificate;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.speech.learning.Probe;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import attune.vision.DrawnShapes;
import attune.vision.ImageClassifier;
import attune.vision.ImageModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** Bundles with every kind of layer, language models, and other programs' models. */
final class Models {
    private static final Path FOREIGN = Path.of("src/test/resources/attune/foreign");
    private static final Path STEM = Path.of("models/speech-embedding/embedding_model.onnx");
    private static final Path CLIP = Path.of("corpora/asterisk-en/clips/digits/2.flac");
    private static final SpeechFormat STEM_FORMAT = new SpeechFormat(
            LogMelFrontEnd.ofSpeechEmbedding(),
            TinySpeech.format().alphabet(),
            TinySpeech.format().normalizer());
    private static final Map<String, Mutation> ENTRIES = Map.of(
            "model.json", Mutations.JSON,
            "network.json", Mutations.JSON,
            "parity.json", Mutations.JSON,
            "probe.json", Mutations.JSON,
            "language.lm", Mutations.oneOf(Mutations.BYTES, Mutations.BYTES.then(Seals::languageModel)),
            "weights.safetensors", Mutations.BYTES,
            "configuration.json", Mutations.JSON);

    private Models() {}

    static List<FuzzedReader> readers() {
        return List.of(
                new FuzzedReader("speech-bundle", Models::speechBundles, Models::use),
                new FuzzedReader("stem-bundle", Models::stemBundle, Models::use),
                new FuzzedReader("imported-bundle", Models::importedBundle, Models::useImported),
                new FuzzedReader("image-bundle", Models::imageBundle, Models::classify),
                new FuzzedReader("dl4j-zip", Models::dl4jZip, Dl4jZip::read),
                new FuzzedReader("arpa", Models::arpa, Models::perplexity),
                new FuzzedReader(
                        "binary-lm",
                        folder -> {
                            TinyLanguage.digits(folder);
                            return List.of(Sample.file(
                                    folder.resolve(TinyLanguage.FILE), Mutations.BYTES.then(Seals::languageModel)));
                        },
                        Models::perplexity),
                new FuzzedReader(
                        "tensorflow-checkpoint",
                        folder -> List.of(
                                Sample.folder(
                                        FOREIGN.resolve("checkpoint"),
                                        "",
                                        ".*index",
                                        Seals.tensorFlowIndex(Mutations.BYTES)),
                                Sample.folder(
                                        FOREIGN.resolve("checkpoint"),
                                        "",
                                        "(alphabet|flags).txt|best_dev_checkpoint",
                                        Mutations.TEXT)),
                        Models::deepSpeech),
                foreign("pb", "narrow.pb"),
                foreign("pbmm", "narrow.pbmm"),
                foreign("tflite", "narrow.tflite", "narrow-float.tflite"),
                new FuzzedReader("onnx", folder -> List.of(Sample.file(STEM, Mutations.BYTES)), SpeechEmbedding::read));
    }

    private static Sample bundle(SpeechModel model, Path file) throws IOException {
        model.write(file);
        return Sample.file(file, Mutations.zipped(ENTRIES));
    }

    private static List<Sample> speechBundles(Path folder) throws IOException {
        SpeechModel bidirectional = TinySpeech.model(1)
                .with(
                        new LanguageDecoding(
                                TinyLanguage.digits(folder),
                                new DecodingSettings(
                                        20,
                                        0.75,
                                        -0.5,
                                        0,
                                        new UnknownWords.Penalised(3, 0.25),
                                        DecodingSettings.DEFAULT.calibration(),
                                        DecodingSettings.DEFAULT.greedyCalibration())),
                        Optional.empty());
        ComputationGraph dropout = AcousticNetwork.create(
                TinySpeech.format().frontEnd().coefficients(),
                NetworkShape.bidirectional(2, 5).withDropout(0.2),
                TinySpeech.format().alphabet(),
                new RunSeed(2));
        List<Example> clips = new FeatureStore()
                .examples(TinySpeech.digits().subList(0, 3), TinySpeech.format().reading(), Progress.SILENT);
        SpeechModel probed = Probe.of(bidirectional, clips, 60).orElseThrow().into(bidirectional);
        return List.of(
                bundle(probed, folder.resolve("bidirectional.attune")),
                bundle(TinySpeech.streaming(2, 3), folder.resolve("streaming.attune")),
                bundle(
                        SpeechModel.of(dropout, TinySpeech.format(), "CC0-1.0", List.of()),
                        folder.resolve("dropout.attune")));
    }

    private static List<Sample> stemBundle(Path folder) throws IOException {
        ComputationGraph network = AcousticNetwork.over(
                SpeechEmbedding.read(STEM),
                NetworkShape.bidirectional(1, 4),
                TinySpeech.format().alphabet(),
                new RunSeed(4));
        return List.of(
                bundle(SpeechModel.of(network, STEM_FORMAT, "CC0-1.0", List.of()), folder.resolve("stem.attune")));
    }

    private static List<Sample> importedBundle(Path folder) throws IOException {
        Path out = folder.resolve("imported.attune");
        new ImportDeepSpeech(new ImportDeepSpeech.Request(
                        FOREIGN.resolve("checkpoint"),
                        out,
                        Optional.empty(),
                        ClipEnd.PADDED,
                        Map.of(),
                        "MPL-2.0",
                        "attune import"))
                .run(Progress.SILENT);
        return List.of(Sample.file(out, Mutations.zipped(ENTRIES)));
    }

    private static List<Sample> imageBundle(Path folder) throws IOException {
        return List.of(Sample.file(DrawnShapes.bundle(folder.resolve("shapes.attune"), 3), Mutations.zipped(ENTRIES)));
    }

    private static List<Sample> dl4jZip(Path folder) throws IOException {
        Path file = folder.resolve("network.zip");
        ModelSerializer.writeModel(DrawnShapes.network(5), file.toFile(), false);
        return List.of(Sample.file(file, Mutations.zipped(ENTRIES)));
    }

    private static List<Sample> arpa(Path folder) throws IOException {
        TinyLanguage.digits(folder, "digits.arpa");
        TinyLanguage.digits(folder, "digits.arpa.gz");
        return List.of(
                Sample.file(folder.resolve("digits.arpa"), Mutations.TEXT),
                Sample.file(folder.resolve("digits.arpa.gz"), Mutations.gzipped(Mutations.TEXT)));
    }

    private static FuzzedReader foreign(String name, String... files) {
        return new FuzzedReader(
                name,
                folder -> {
                    Sample[] samples = new Sample[files.length];
                    for (int i = 0; i < files.length; i++) {
                        samples[i] = Sample.file(FOREIGN.resolve(files[i]), Mutations.BYTES);
                    }
                    return List.of(samples);
                },
                Models::deepSpeech);
    }

    private static void use(Path file) throws IOException {
        new Inspect(file, false).run();
        SpeechModel model = SpeechModel.open(file);
        model.transcribe(CLIP);
        Probe.in(model, file.toString()).ifPresent(probe -> probe.compare(model.network(), model.format()));
    }

    private static void useImported(Path file) throws IOException {
        SpeechModel model = SpeechModel.open(file);
        Optional<ParityCertificate> certificate = ParityCertificate.in(model, file.toString());
        if (certificate.isPresent()) {
            certificate.get().verify(model, file.toString());
        }
    }

    private static void classify(Path file) throws IOException {
        new Inspect(file, false).run();
        Path picture = Files.createTempFile(file.getParent(), "picture", ".png");
        DrawnShapes.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), picture);
        new ImageClassifier(ImageModel.open(file)).classify(List.of(picture), seen -> {});
    }

    private static void perplexity(Path file) throws IOException {
        Perplexity.of(LanguageModels.open(file), List.of("one two three", "nine seven", "").stream());
    }

    private static void deepSpeech(Path file) throws IOException {
        DeepSpeech.read(file, Optional.empty(), ClipEnd.PADDED, Map.of());
    }
}
