package attune.jobs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.lm.EstimatedModel;
import attune.lm.LanguageModelBuilder;
import attune.lm.LanguageModels;
import attune.lm.Perplexity;
import attune.lm.TestTextCheck;
import attune.lm.TokenKind;
import attune.lm.TrainingTexts;
import attune.progress.Progress;
import attune.speech.language.Sentences;
import attune.speech.language.TextSource;
import attune.text.TextNormalizer;
import java.io.IOException;
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
     * What to do. Without weights the texts are pooled or, if there are several and a dev text, weighted by it.
     *
     * @param texts at least one
     * @param out the model's file, which must not exist; its name determines the format
     * @param settings of the model
     * @param kind words or characters
     * @param dev a text or manifest for weighting the texts and measuring the model
     * @param exclude manifests whose transcripts must not be in the texts
     * @param allowTestText whether to continue if they are
     * @param normalizer of all of these, the same as that of the speech model it is for
     */
    public record Request(
            List<TextSource> texts,
            Path out,
            LanguageModelBuilder.Settings settings,
            TokenKind kind,
            Optional<Path> dev,
            List<Path> exclude,
            boolean allowTestText,
            TextNormalizer normalizer) {

        /** Keeps copies; refuses an output name without a format. */
        public Request {
            texts = List.copyOf(texts);
            exclude = List.copyOf(exclude);
            LanguageModels.checkName(out);
        }
    }

    /**
     * The result.
     *
     * @param model the model
     * @param sentences number in all texts
     * @param tokens number in all texts, without ends of sentences
     * @param dev perplexity of the dev text, if there is one
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
     * Estimates and writes the model.
     *
     * @param progress notified of the stages
     * @return the model, already written to its file
     * @throws UserFault if anything given is wrong, or test transcripts are in the texts
     * @throws IOException if a file cannot be read or written
     */
    public Result run(Progress progress) throws IOException {
        NewFiles.requireAbsent(request.out());
        List<String> dev =
                request.dev().isPresent() ? Sentences.list(request.dev().get(), request.normalizer()) : List.of();
        TrainingTexts texts = read(progress);
        List<OptionalDouble> weights =
                request.texts().stream().map(TextSource::weight).toList();
        EstimatedModel model =
                new LanguageModelBuilder(request.settings(), progress).estimate(texts, List.of(), weights, dev);
        progress.begin("writing " + request.out(), -1);
        model.write(request.out());
        Optional<Perplexity> perplexity =
                dev.isEmpty() ? Optional.empty() : Optional.of(Perplexity.of(model.model(), dev.stream()));
        return new Result(model, texts.sentenceCount(), texts.tokenCount(), perplexity);
    }

    private TrainingTexts read(Progress progress) throws IOException {
        TestTextCheck check = new TestTextCheck(testTranscripts());
        TrainingTexts texts = new TrainingTexts(request.kind());
        for (TextSource source : request.texts()) {
            String name = source.path().toString();
            progress.begin("reading " + name, -1);
            try (Stream<String> sentences = Sentences.of(source.path(), request.normalizer())) {
                texts.add(name, sentences.peek(sentence -> check.see(name, sentence)));
            }
        }
        judge(check, progress);
        return texts;
    }

    private List<String> testTranscripts() throws IOException {
        List<String> transcripts = new ArrayList<>();
        for (Path manifest : request.exclude()) {
            transcripts.addAll(Sentences.list(manifest, request.normalizer()));
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
                        named("exclude"),
                        problem,
                        "remove them from the texts; with " + named("allowTestText")
                                + " error rates on this test are meaningless");
            }
            progress.warn(problem + "; error rates on this test are meaningless");
        });
    }
}
