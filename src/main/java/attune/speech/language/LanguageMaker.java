package attune.speech.language;

import attune.corpus.Manifest;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.lm.EstimatedModel;
import attune.lm.LanguageModelBuilder;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.lm.TestTextCheck;
import attune.lm.TokenKind;
import attune.lm.TrainingTexts;
import attune.progress.Progress;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes an adapted model's language model of what {@link LanguageTexts} names. */
final class LanguageMaker {
    /** A text with fewer adds less than a megabyte, so all its trigrams can be kept. */
    private static final int SMALL_TEXT_TOKENS = 50_000;

    /** As many words as a dozen dev clips have, which may be much like the transcripts by chance, or not at all. */
    private static final int EVEN_TOKENS = 100;

    /**
     * Trigrams that occur once make up most of a large text's and say little. In a small one, such as the transcripts
     * of an hour, they say much.
     */
    private static final LanguageModelBuilder.Settings SETTINGS =
            new LanguageModelBuilder.Settings(3, List.of(0, 0, 1), OptionalInt.empty(), SMALL_TEXT_TOKENS, EVEN_TOKENS);

    private static final String TRANSCRIPTS = "training transcripts";
    private static final String SOURCES = "the source model's";

    private final LanguageTexts of;
    private final Split split;
    private final TextNormalizer normalizer;
    private final Progress progress;

    /**
     * A maker.
     *
     * @param of what it is made of
     * @param split its training transcripts are a part, its dev transcripts weight the parts
     * @param normalizer of the adapted model
     */
    LanguageMaker(LanguageTexts of, Split split, TextNormalizer normalizer, Progress progress) {
        this.of = of;
        this.split = split;
        this.normalizer = normalizer;
        this.progress = progress;
    }

    /**
     * Builds the language model, opens the one given, or takes the source's.
     *
     * @param source the source's language model, if it has one of use to the adapted model
     */
    Optional<AdaptedLanguage.Untuned> make(Optional<NgramModel> source) throws IOException {
        Optional<NgramModel> kept = source.filter(model -> of.ofSource());
        if (of.texts().isEmpty()) {
            return kept.isPresent() ? Optional.of(withTranscripts(kept.get())) : Optional.empty();
        }
        Path first = TextSource.parse(of.texts().get(0)).path();
        return Optional.of(
                LanguageModels.isModelName(first)
                        ? new AdaptedLanguage.Untuned(LanguageModels.open(first), first.toString())
                        : built(kept, transcripts(), progress));
    }

    /** Nobody asked for that, so notes on it are left out, and if it is impossible, the source's stays alone. */
    private AdaptedLanguage.Untuned withTranscripts(NgramModel source) throws IOException {
        AdaptedLanguage.Untuned alone = new AdaptedLanguage.Untuned(source, SOURCES);
        List<String> transcripts = transcripts();
        if (transcripts.isEmpty()) {
            return alone;
        }
        String whyNot;
        try {
            return built(Optional.of(source), transcripts, new WithoutRemarks(progress));
        } catch (UserFault fault) {
            whyNot = fault.problem();
        } catch (OutOfMemoryError e) {
            whyNot = "is too large to be mixed with them in the memory that Java has";
        }
        progress.warn("the language model is the source's without the training transcripts: it " + whyNot);
        return alone;
    }

    /** Passes on what is being done, but not what there is to say about it. */
    private record WithoutRemarks(Progress to) implements Progress {
        @Override
        public void begin(String name, long total) {
            to.begin(name, total);
        }

        @Override
        public void at(long done, String detail) {
            to.at(done, detail);
        }

        @Override
        public boolean stopRequested() {
            return to.stopRequested();
        }
    }

    /** Those of people; none if they are no part. */
    private List<String> transcripts() {
        return of.transcripts() ? sentences(split.train().stream().filter(clip -> !clip.isDraft())) : List.of();
    }

    private AdaptedLanguage.Untuned built(Optional<NgramModel> kept, List<String> transcripts, Progress told)
            throws IOException {
        List<String> devText = sentences(split.dev().stream());
        List<TextSource> sources = of.texts().stream().map(TextSource::parse).toList();
        TrainingTexts read = new TrainingTexts(kept.map(NgramModel::kind).orElse(TokenKind.WORDS));
        if (!sources.isEmpty()) {
            TestTextCheck check = new TestTextCheck(heldOut(devText));
            for (TextSource source : sources) {
                read(source, read, check);
            }
        }
        List<String> parts = new ArrayList<>(
                sources.stream().map(source -> source.path().toString()).toList());
        List<OptionalDouble> weights =
                new ArrayList<>(sources.stream().map(TextSource::weight).toList());
        if (!transcripts.isEmpty()) {
            read.add(TRANSCRIPTS, transcripts.stream());
            parts.add(TRANSCRIPTS);
            weights.add(OptionalDouble.empty());
        }
        if (kept.isPresent()) {
            parts.add(SOURCES);
            weights.add(OptionalDouble.empty());
        }
        EstimatedModel model = new LanguageModelBuilder(SETTINGS, told)
                .estimate(read, kept.stream().toList(), weights, devText);
        return new AdaptedLanguage.Untuned(model.model(), weighed(parts, model.weights()));
    }

    private List<String> heldOut(List<String> devText) throws IOException {
        List<String> heldOut = new ArrayList<>(devText);
        for (String name : of.exclude()) {
            Path file = Path.of(name);
            heldOut.addAll(
                    Manifest.recognises(file)
                            ? sentences(LanguageTexts.readable(file).stream())
                            : Sentences.list(file, normalizer));
        }
        return heldOut;
    }

    private static String weighed(List<String> parts, List<Double> weights) {
        return weights.size() == 1 // one text, or several that were pooled
                ? String.join(", ", parts)
                : IntStream.range(0, parts.size())
                        .mapToObj(i -> String.format(Locale.ROOT, "%.3f %s", weights.get(i), parts.get(i)))
                        .collect(Collectors.joining(", "));
    }

    /** Leaves out sentences that are also in the test or dev transcripts: they would make the model look better. */
    private void read(TextSource source, TrainingTexts read, TestTextCheck check) throws IOException {
        String name = source.path().toString();
        progress.begin("reading " + name, -1);
        int[] leftOut = {0};
        int[] kept = {0};
        try (Stream<String> sentences = Sentences.of(source.path(), normalizer)) {
            read.add(name, sentences.filter(sentence -> {
                boolean leak = check.see(name, sentence);
                leftOut[0] += leak ? 1 : 0;
                kept[0] += leak ? 0 : 1;
                return !leak;
            }));
        }
        if (leftOut[0] > 0 && kept[0] == 0) {
            throw new UserFault(
                    name, "has only sentences that are in test or dev transcripts", "give a text with other sentences");
        }
        if (leftOut[0] > 0) {
            progress.warn(name + ": " + leftOut[0] + " sentences are also in test or dev transcripts and were left out"
                    + " of the language model");
        }
    }

    private List<String> sentences(Stream<Utterance> utterances) {
        return utterances
                .map(utterance -> normalizer.normalize(utterance.text().orElse("")))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
