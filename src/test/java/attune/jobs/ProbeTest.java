package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.bundle.BundleReader;
import attune.evaluation.JointComparison;
import attune.evaluation.JointComparison.Rate;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.AgainstSource;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Overrides;
import attune.seed.RunSeed;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.learning.Probe;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's probe of its own domain, and what the models adapted from it show by it. */
class ProbeTest {
    @TempDir
    Path folder;

    private Path plain;
    private Path source;
    private Datasets data;
    private AddProbe.Result made;

    @BeforeEach
    void make() throws IOException {
        // A model that writes an e in every frame, so that adapting changes what it hears.
        plain = folder.resolve("plain.attune");
        int e = TinySpeech.format().alphabet().encode("e")[0];
        SpeechModel.of(TinySpeech.deafNetwork(e), TinySpeech.format(), "CC0-1.0", List.of())
                .write(plain);
        source = folder.resolve("source.attune");
        data = TinyRuns.digits(folder, 6, 3);
        made = addProbe(45, source);
    }

    private AddProbe.Result addProbe(double seconds, Path out) throws IOException {
        Path own = TinyRuns.rest(folder.resolve("own.jsonl"), 9);
        return new AddProbe(
                        new AddProbe.Request(plain, List.of(own), seconds, out, "attune probe …"), new FeatureStore())
                .run(Progress.SILENT);
    }

    private Adaptation.Result adapt(Path from, String out, Progress progress) throws IOException {
        AdaptationRequest request = new AdaptationRequest(from, data, folder.resolve(out))
                .with(Overrides.NONE.withEpochs(2).withBatchSize(2).withLearningRate(0.02));
        return TinyRuns.run(request, IfPresent.REFUSE, progress);
    }

    private static Probe in(Path bundle) throws IOException {
        return Probe.in(SpeechModel.open(bundle), "bundle").orElseThrow();
    }

    @Test
    void itSaysWhatTheModelItselfHearsAndIsReadAsItWasWritten() throws IOException {
        assertThat(made.probe().clips()).hasSize(3).allSatisfy(clip -> {
            assertThat(clip.heard()).isEqualTo("e");
            assertThat(clip.text()).isNotEmpty();
        });
        Probe read = in(source);
        SpeechModel model = SpeechModel.open(source);
        JointComparison compared = read.compare(model.network(), model.format());
        assertThat(compared).isEqualTo(made.errors());
        assertThat(compared.rates())
                .allSatisfy(rate -> assertThat(rate.candidate()).isEqualTo(rate.baseline()));
        assertThat(BundleReader.differences(plain, source)).containsExactly(Probe.ENTRY);
    }

    @Test
    void anAdaptedModelKeepsItAndTellsWhatWasForgotten() throws IOException {
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Adaptation.Result adapted = adapt(source, "run", progress);
        JointComparison told = adapted.againstSource().map(AgainstSource::probe).orElseThrow();
        assertThat(told.examples()).isEqualTo(3);
        assertThat(rate(told, "WER").baseline()).isEqualTo(1);
        assertThat(notes).anyMatch(line -> line.startsWith("on the probe of the source's own domain: WER 100.0 % to "));
        assertThat(folder.resolve("run/outcome.json")).content().contains("\"probe\" : {");
        assertThat(BundleEdits.entry(adapted.bundle(), Probe.ENTRY)).isEqualTo(BundleEdits.entry(source, Probe.ENTRY));

        Adaptation.Result again = adapt(adapted.bundle(), "again", Progress.SILENT);
        assertThat(BundleEdits.entry(again.bundle(), Probe.ENTRY)).isEqualTo(BundleEdits.entry(source, Probe.ENTRY));
        List<Evaluated> rows =
                new Evaluate(List.of(source, adapted.bundle()), data.dev(), new RunSeed(1)).run(Progress.SILENT);
        assertThat(rows.get(0).forgotten()).isEmpty();
        assertThat(rows.get(1).forgotten())
                .hasValueSatisfying(shown -> assertThat(rate(shown, "CER").candidate())
                        .isCloseTo(rate(told, "CER").candidate(), within(0.2))); // written in 16 bits
    }

    private static Rate rate(JointComparison compared, String name) {
        return compared.rates().stream()
                .filter(rate -> rate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAProbeNothingIsSaid() throws IOException {
        Adaptation.Result adapted = adapt(plain, "run", Progress.SILENT);
        assertThat(adapted.againstSource().map(AgainstSource::probe)).isEmpty();
        assertThat(folder.resolve("run/outcome.json")).content().doesNotContain("probe");
    }

    @Test
    void eightBitsHardlyChangeTheFeatures() throws IOException {
        Example clip = new FeatureStore()
                .examples(TinySpeech.digits().subList(0, 1), TinySpeech.format().reading(), Progress.SILENT)
                .get(0);
        Probe.Kept kept = Probe.of(SpeechModel.open(plain), List.of(clip), 45)
                .orElseThrow()
                .clips()
                .get(0);
        FeatureMatrix features = clip.features();
        assertThat(kept.values()).hasSize(features.values().length);
        for (int i = 0; i < kept.values().length; i++) {
            double restored = kept.least() + Byte.toUnsignedInt(kept.values()[i]) * kept.step();
            assertThat(restored).isCloseTo(features.values()[i], within(0.51 * kept.step()));
        }
        assertThat(kept.step()).isLessThan(0.1f); // of a standard deviation
    }

    @Test
    void itTakesNoMoreSpeechThanAsked() throws IOException {
        Path few = folder.resolve("few.attune");
        int frames = addProbe(1, few).probe().clips().stream()
                .mapToInt(clip -> clip.values().length / made.probe().coefficients())
                .sum();
        assertThat(frames * TinySpeech.format().frontEnd().frameSeconds()).isBetween(0.2, 1.0);
        assertThatThrownBy(() -> addProbe(0.01, folder.resolve("none.attune")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("has no clip with a text of at most 0.01 seconds");
        assertThatThrownBy(() -> addProbe(0, few)).isInstanceOf(UserFault.class).hasMessageContaining("not '0.0'");
        assertThatThrownBy(() -> addProbe(9, few)).isInstanceOf(UserFault.class).hasMessageContaining("already exists");
    }

    @Test
    void aDamagedProbeIsRefusedInOneLine() throws IOException {
        String good = new String(BundleEdits.entry(source, Probe.ENTRY), StandardCharsets.UTF_8);
        for (String bad : List.of(
                "",
                "null",
                "{}",
                good.replace("\"coefficients\":", "\"coefficients\":1"),
                good.replaceFirst("\"least\":[^,]*", "\"least\":3e7"),
                good.replaceFirst("\"text\":\"[^\"]*", "\"text\":\""),
                good.replaceFirst("\"values\":\"....", "\"values\":\""),
                good.replaceFirst("\"heard\":\"e\"", "\"heard\":\"" + "e".repeat(3000) + "\""))) {
            assertThat(bad).isNotEqualTo(good);
            Path bundle = BundleEdits.withEntry(source, Probe.ENTRY, bad.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> in(bundle))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("probe.json: is damaged, or of a newer version");
        }
    }
}
