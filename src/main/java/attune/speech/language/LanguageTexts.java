package attune.speech.language;

import static attune.fault.Parameter.named;

import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.lm.LanguageModels;
import attune.speech.learning.TrainAndDev;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    static List<Utterance> readable(Path manifest) {
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
}
