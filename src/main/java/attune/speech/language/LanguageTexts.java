package attune.speech.language;

import static attune.fault.Parameter.named;

import attune.corpus.Columns;
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
import attune.speech.SpeechFormat;
import attune.speech.learning.TrainAndDev;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
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

/**
 * What an adapted model's language model is made of. Part of a run's plan, so that a resumed run makes the same. The
 * parts are joined by linear interpolation with the weights that make the dev transcripts most probable, or, where these
 * are few, with more even ones.
 *
 * @param texts as {@link TextSource#parse} takes them: plain texts and manifests, with or without weights, or one
 *     language model that is built already; may be empty
 * @param transcripts whether the training transcripts are one more text, of weight 1 where texts have weights; not alone,
 *     since a model of them would know few other words, and without drafts, whose errors it would confirm
 * @param exclude manifests whose transcripts are kept out of the texts, like those of the dev clips
 * @param ofSource whether the source model's own language model, if it has one, is one more part
 */
public record LanguageTexts(List<String> texts, boolean transcripts, List<String> exclude, boolean ofSource) {
    /** No language model. */
    public static final LanguageTexts NONE = new LanguageTexts(List.of(), true, List.of(), false);

    /** The source model's and the training transcripts. */
    public static final LanguageTexts USUAL = new LanguageTexts(List.of(), true, List.of(), true);

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

    /** Copies the lists. */
    public LanguageTexts {
        texts = List.copyOf(texts);
        exclude = List.copyOf(exclude);
    }

    /**
     * A language model of texts, of the training transcripts and of the source's own.
     *
     * @param texts as {@link TextSource#parse} takes them
     * @return what it is made of
     */
    public static LanguageTexts of(List<String> texts) {
        return new LanguageTexts(texts, true, List.of(), true);
    }

    /**
     * The same without the training transcripts.
     *
     * @return what it is made of
     */
    public LanguageTexts withoutTranscripts() {
        return new LanguageTexts(texts, false, exclude, ofSource);
    }

    /**
     * The same with more manifests whose transcripts are kept out.
     *
     * @param manifests held out
     * @return what it is made of
     */
    public LanguageTexts excluding(List<Path> manifests) {
        Stream<String> more = manifests.stream().map(Path::toString);
        return new LanguageTexts(
                texts,
                transcripts,
                Stream.concat(exclude.stream(), more).distinct().toList(),
                ofSource);
    }

    /**
     * The files to read, and the clips of the manifests that are kept out, which will be transcribed later.
     *
     * @return files
     */
    public List<Path> files() {
        List<Path> heldOut = exclude.stream().map(Path::of).toList();
        Stream<Path> clips =
                heldOut.stream().filter(Manifest::recognises).flatMap(one -> TrainAndDev.audio(readable(one)).stream());
        Stream<Path> read =
                Stream.concat(texts.stream().map(text -> TextSource.parse(text).path()), heldOut.stream());
        return Stream.concat(read, clips).toList();
    }

    /** Clips of a set that is held out, some of which the run may have left out already. */
    private static List<Utterance> readable(Path manifest) {
        return Manifest.salvage(List.of(manifest), Columns.OBVIOUS).utterances();
    }

    /**
     * Refuses missing files, and models that cannot be opened; the texts are checked later.
     *
     * @throws IOException if a model cannot be read
     */
    public void check() throws IOException {
        for (String text : texts) {
            TextSource source = TextSource.parse(text);
            Path path = source.path();
            if (LanguageModels.isModelName(path)) {
                if (source.weight().isPresent()) {
                    throw new UserFault(
                            path.toString(),
                            "is already a language model, which is used as it is, without a weight",
                            "drop the weight, or give the texts it was made from");
                }
                if (texts.size() > 1) {
                    throw new UserFault(
                            path.toString(),
                            "is already a language model and cannot be combined with other texts",
                            "give it alone, or give the texts it was made from");
                }
                if (!transcripts) {
                    throw new UserFault(
                            path.toString(),
                            "is already a language model, into which no transcripts are mixed",
                            "drop " + named("withoutTranscripts", "--no-lm-transcripts")
                                    + ", or give the texts it was made from");
                }
                LanguageModels.open(path);
            } else if (!Files.exists(path)) {
                throw new UserFault(path.toString(), "no such file", "check the path of the text");
            }
        }
    }

    /**
     * Builds the language model, opens the one given, or takes the source's.
     *
     * @param split its training transcripts are a part, its dev transcripts weight the parts
     * @param source the source's language model, if it has one of use to a model of this format
     * @param format of the adapted model
     */
    Optional<AdaptedLanguage.Untuned> model(
            Split split, Optional<NgramModel> source, SpeechFormat format, Progress progress) throws IOException {
        Optional<NgramModel> kept = source.filter(model -> ofSource);
        if (texts.isEmpty()) {
            return kept.isPresent()
                            && transcripts
                            && !transcripts(split, format.textNormalizer()).isEmpty()
                    ? Optional.of(withTranscripts(split, kept.get(), format, progress))
                    : kept.map(model -> new AdaptedLanguage.Untuned(model, SOURCES));
        }
        Path first = TextSource.parse(texts.get(0)).path();
        return Optional.of(
                LanguageModels.isModelName(first)
                        ? new AdaptedLanguage.Untuned(LanguageModels.open(first), first.toString())
                        : built(split, kept, format.textNormalizer(), progress));
    }

    /** Nobody asked for that, so notes on it are left out, and if it is impossible, the source's stays alone. */
    private AdaptedLanguage.Untuned withTranscripts(
            Split split, NgramModel source, SpeechFormat format, Progress progress) throws IOException {
        String whyNot;
        try {
            return built(split, Optional.of(source), format.textNormalizer(), new WithoutRemarks(progress));
        } catch (UserFault fault) {
            whyNot = fault.problem();
        } catch (OutOfMemoryError e) {
            whyNot = "is too large to be mixed with them in the memory that Java has";
        }
        progress.warn("the language model is the source's without the training transcripts: it " + whyNot);
        return new AdaptedLanguage.Untuned(source, SOURCES);
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

    private AdaptedLanguage.Untuned built(
            Split split, Optional<NgramModel> kept, TextNormalizer normalizer, Progress progress) throws IOException {
        List<TextSource> sources = texts.stream().map(TextSource::parse).toList();
        List<String> devText = sentences(split.dev(), normalizer);
        TrainingTexts read = new TrainingTexts(kept.map(NgramModel::kind).orElse(TokenKind.WORDS));
        if (!sources.isEmpty()) {
            TestTextCheck check = new TestTextCheck(heldOut(devText, normalizer));
            for (TextSource source : sources) {
                read(source, normalizer, read, check, progress);
            }
        }
        List<String> parts = new ArrayList<>(
                sources.stream().map(source -> source.path().toString()).toList());
        List<OptionalDouble> weights =
                new ArrayList<>(sources.stream().map(TextSource::weight).toList());
        List<String> spoken = transcripts ? transcripts(split, normalizer) : List.of();
        if (!spoken.isEmpty()) {
            read.add(TRANSCRIPTS, spoken.stream());
            parts.add(TRANSCRIPTS);
            weights.add(OptionalDouble.empty());
        }
        if (kept.isPresent()) {
            parts.add(SOURCES);
            weights.add(OptionalDouble.empty());
        }
        EstimatedModel model = new LanguageModelBuilder(SETTINGS, progress)
                .estimate(read, kept.stream().toList(), weights, devText);
        return new AdaptedLanguage.Untuned(model.model(), weighed(parts, model.weights()));
    }

    private List<String> heldOut(List<String> devText, TextNormalizer normalizer) throws IOException {
        List<String> heldOut = new ArrayList<>(devText);
        for (String name : exclude) {
            Path file = Path.of(name);
            heldOut.addAll(
                    Manifest.recognises(file)
                            ? sentences(readable(file), normalizer)
                            : Sentences.list(file, normalizer));
        }
        return heldOut;
    }

    private static List<String> transcripts(Split split, TextNormalizer normalizer) {
        List<Utterance> byPeople =
                split.train().stream().filter(one -> !one.isDraft()).toList();
        return sentences(byPeople, normalizer);
    }

    private static String weighed(List<String> parts, List<Double> weights) {
        return weights.size() == 1 // one text, or several that were pooled
                ? String.join(", ", parts)
                : IntStream.range(0, parts.size())
                        .mapToObj(i -> String.format(Locale.ROOT, "%.3f %s", weights.get(i), parts.get(i)))
                        .collect(Collectors.joining(", "));
    }

    /** Leaves out sentences that are also in the test or dev transcripts: they would make the model look better. */
    private static void read(
            TextSource source, TextNormalizer normalizer, TrainingTexts read, TestTextCheck check, Progress progress)
            throws IOException {
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

    private static List<String> sentences(List<Utterance> utterances, TextNormalizer normalizer) {
        return utterances.stream()
                .map(utterance -> normalizer.normalize(utterance.text().orElse("")))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
