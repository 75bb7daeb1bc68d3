package attune.jobs;

import attune.fault.UserFault;
import attune.lm.EstimatedModel;
import attune.lm.LanguageModelBuilder;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.lm.Perplexity;
import attune.lm.TestTextCheck;
import attune.lm.TokenKind;
import attune.lm.TrainingTexts;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Estimates a language model from texts and writes it. */
public final class LmBuild {
    private final Request request;

    /**
     * A text and what it counts for.
     *
     * @param path plain text or manifest
     * @param weight above 0; where some texts have one and others do not, theirs is 1
     */
    public record Source(Path path, OptionalDouble weight) {

        /** Refuses a weight that is none. */
        public Source {
            double value = weight.orElse(1);
            if (!(value > 0 && Double.isFinite(value))) {
                throw new UserFault(
                        path.toString(), "its weight '" + value + "' is not above 0", "give a weight such as 0.3");
            }
        }

        /**
         * Reads {@code TEXT} or {@code TEXT:WEIGHT}. The part behind the last colon is a weight if it is a number and no
         * file has the whole name.
         *
         * @param argument as the user gave it
         * @return the text and its weight
         */
        public static Source parse(String argument) {
            int colon = argument.lastIndexOf(':');
            if (colon > 0 && !Files.exists(Path.of(argument))) {
                try {
                    double weight = Double.parseDouble(argument.substring(colon + 1));
                    return new Source(Path.of(argument.substring(0, colon)), OptionalDouble.of(weight));
                } catch (NumberFormatException e) {
                    return new Source(Path.of(argument), OptionalDouble.empty());
                }
            }
            return new Source(Path.of(argument), OptionalDouble.empty());
        }
    }

    /**
     * What to do. Without weights the texts are pooled, or, if there are several and a dev text, weighed by it.
     *
     * @param texts at least one
     * @param out where the model is written; its name says in which format
     * @param settings of the model
     * @param kind words or characters
     * @param dev a text or manifest to weigh the texts by and to measure the model with
     * @param exclude manifests whose transcripts must not be in the texts
     * @param allowTestText go on if they are
     */
    public record Request(
            List<Source> texts,
            Path out,
            LanguageModelBuilder.Settings settings,
            TokenKind kind,
            Optional<Path> dev,
            List<Path> exclude,
            boolean allowTestText) {

        /** Keeps copies; refuses an output name without a format. */
        public Request {
            texts = List.copyOf(texts);
            exclude = List.copyOf(exclude);
            LanguageModels.checkName(out);
        }
    }

    /**
     * What came out.
     *
     * @param model the model
     * @param sentences of all texts
     * @param tokens of all texts, ends of sentences not counted
     * @param dev how well the model predicts the dev text, if there is one
     */
    public record Result(EstimatedModel model, long sentences, long tokens, Optional<Perplexity> dev) {}

    /**
     * A job.
     *
     * @param request what to do
     */
    public LmBuild(Request request) {
        this.request = request;
    }

    /**
     * Does it.
     *
     * @param progress hears of the stages
     * @return the model, which stands in its file by then
     * @throws UserFault if anything given is wrong, or test transcripts are in the texts
     * @throws IOException if a file cannot be read or written
     */
    public Result run(Progress progress) throws IOException {
        List<String> dev = request.dev().isPresent() ? LmText.list(request.dev().get()) : List.of();
        TrainingTexts texts = read(progress);
        List<OptionalDouble> weights =
                request.texts().stream().map(Source::weight).toList();
        EstimatedModel model =
                estimate(new LanguageModelBuilder(request.settings(), progress), texts, List.of(), weights, dev);
        progress.begin("writing " + request.out(), -1);
        model.write(request.out());
        Optional<Perplexity> perplexity =
                dev.isEmpty() ? Optional.empty() : Optional.of(Perplexity.of(model.model(), dev.stream()));
        return new Result(model, texts.sentenceCount(), texts.tokenCount(), perplexity);
    }

    private TrainingTexts read(Progress progress) throws IOException {
        TestTextCheck check = new TestTextCheck(testTranscripts());
        TrainingTexts texts = new TrainingTexts(request.kind());
        for (Source source : request.texts()) {
            String name = source.path().toString();
            progress.begin("reading " + name, -1);
            try (Stream<String> sentences = LmText.sentences(source.path())) {
                texts.add(name, sentences.peek(sentence -> check.see(name, sentence)));
            }
        }
        judge(check, progress);
        return texts;
    }

    private List<String> testTranscripts() throws IOException {
        List<String> transcripts = new ArrayList<>();
        for (Path manifest : request.exclude()) {
            transcripts.addAll(LmText.list(manifest));
        }
        return transcripts;
    }

    private void judge(TestTextCheck check, Progress progress) {
        check.first().ifPresent(example -> {
            String problem = check.count() + " of " + check.transcripts()
                    + " test transcripts are in the texts, the first in " + example.text() + ": \"" + example.words()
                    + "\"";
            if (!request.allowTestText()) {
                throw new UserFault(
                        "--exclude",
                        problem,
                        "take them out of the texts; with --allow-test-text error rates on this test mean nothing");
            }
            progress.warn(problem + "; error rates on this test mean nothing");
        });
    }

    /** One model of some texts and finished models, whose weights, where any is given, are 1 where none is. */
    static EstimatedModel estimate(
            LanguageModelBuilder builder,
            TrainingTexts texts,
            List<NgramModel> finished,
            List<OptionalDouble> weights,
            List<String> dev) {
        if (weights.stream().anyMatch(OptionalDouble::isPresent)) {
            return builder.weighted(
                    texts,
                    finished,
                    weights.stream().map(weight -> weight.orElse(1)).toList());
        }
        return dev.isEmpty() || weights.size() == 1 ? builder.pooled(texts) : builder.tuned(texts, finished, dev);
    }
}
