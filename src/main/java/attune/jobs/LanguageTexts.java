package attune.jobs;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.lm.LanguageModelBuilder;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.lm.TestTextCheck;
import attune.lm.TokenKind;
import attune.lm.TrainingTexts;
import attune.progress.Progress;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What an adapted model's language model is made of. Part of a run's plan, so that a resumed run makes the same.
 *
 * @param texts as {@link LmBuild.Source#parse} takes them: plain texts and manifests, with weights or without, or one
 *     language model that is built already; empty where none is wanted
 * @param transcripts whether the training transcripts are one more text, of weight 1 where texts have weights
 * @param exclude manifests whose transcripts are kept out of the texts, as those of the dev clips are
 */
public record LanguageTexts(List<String> texts, boolean transcripts, List<String> exclude) {
    /** No language model. */
    public static final LanguageTexts NONE = new LanguageTexts(List.of(), true, List.of());

    /** Keeps copies. */
    public LanguageTexts {
        texts = List.copyOf(texts);
        exclude = List.copyOf(exclude);
    }

    boolean wanted() {
        return !texts.isEmpty();
    }

    /** Refuses what cannot be read, so that nobody waits for a training run to hear of it. */
    void check() throws IOException {
        for (String text : texts) {
            Path path = LmBuild.Source.parse(text).path();
            if (LanguageModels.isModelName(path)) {
                if (texts.size() > 1) {
                    throw new UserFault(
                            path.toString(),
                            "is a language model already and cannot be joined with other texts",
                            "give it alone, or give the texts it was made from");
                }
                LanguageModels.open(path);
            } else if (!Files.exists(path)) {
                throw new UserFault(path.toString(), "no such file", "check the path of the text");
            }
        }
    }

    /** Builds the language model, or opens the one given. */
    NgramModel model(List<Utterance> train, List<Utterance> dev, TextNormalizer normalizer, Progress progress)
            throws IOException {
        List<LmBuild.Source> sources = texts.stream().map(LmBuild.Source::parse).toList();
        if (LanguageModels.isModelName(sources.get(0).path())) {
            return LanguageModels.open(sources.get(0).path());
        }
        List<String> devText = sentences(dev, normalizer);
        List<String> heldOut = new ArrayList<>(devText);
        for (String manifest : exclude) {
            heldOut.addAll(LmText.list(Path.of(manifest)));
        }
        TrainingTexts read = read(sources, new TestTextCheck(heldOut), progress);
        if (transcripts) {
            read.add("training transcripts", sentences(train, normalizer).stream());
        }
        LanguageModelBuilder builder = new LanguageModelBuilder(LanguageModelBuilder.Settings.DEFAULT, progress);
        List<OptionalDouble> weights = new ArrayList<>();
        sources.forEach(source -> weights.add(source.weight()));
        if (transcripts) {
            weights.add(OptionalDouble.empty());
        }
        return LmBuild.estimate(builder, read, weights, devText).model();
    }

    /** Sentences that are in the test or dev transcripts too are left out: they would make the model look better. */
    private static TrainingTexts read(List<LmBuild.Source> sources, TestTextCheck check, Progress progress)
            throws IOException {
        TrainingTexts read = new TrainingTexts(TokenKind.WORDS);
        for (LmBuild.Source source : sources) {
            String name = source.path().toString();
            progress.begin("reading " + name, -1);
            int[] leftOut = {0};
            try (Stream<String> sentences = LmText.sentences(source.path())) {
                read.add(name, sentences.filter(sentence -> {
                    boolean leak = check.see(name, sentence);
                    leftOut[0] += leak ? 1 : 0;
                    return !leak;
                }));
            }
            if (leftOut[0] > 0) {
                progress.warn(name + ": " + leftOut[0] + " sentences are in test or dev transcripts too and were left"
                        + " out of the language model");
            }
        }
        return read;
    }

    private static List<String> sentences(List<Utterance> utterances, TextNormalizer normalizer) {
        return utterances.stream()
                .map(utterance -> normalizer.normalize(utterance.requireText()))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
