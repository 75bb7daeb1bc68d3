package attune.lm;

import attune.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small texts, and models of them. */
public final class Corpora {
    private Corpora() {}

    /** Sentences whose words get rarer as in real texts, and depend on the word before. */
    static List<String> random(long seed, int sentences, int words) {
        Random random = new Random(seed);
        List<String> text = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            List<String> sentence = new ArrayList<>();
            int word = 0;
            int length = 1 + random.nextInt(8);
            for (int j = 0; j < length; j++) {
                word = random.nextInt(3) == 0 ? (word + 1) % words : (int) (words * Math.pow(random.nextDouble(), 2));
                sentence.add("w" + word);
            }
            text.add(String.join(" ", sentence));
        }
        return text;
    }

    /** A pruned model in ARPA format: of "a b c" there is no "b c". */
    public static final String WITHOUT_A_SUFFIX = """
            \\data\\
            ngram 1=4
            ngram 2=1
            ngram 3=1
            \\1-grams:
            -0.6 </s>
            -0.5 a -0.2
            -0.7 b -0.1
            -0.9 c
            \\2-grams:
            -0.4 a b -0.05
            \\3-grams:
            -0.3 a b c
            \\end\\
            """;

    static LanguageModelBuilder builder(int order, Integer... prune) {
        return new LanguageModelBuilder(
                new LanguageModelBuilder.Settings(order, List.of(prune), OptionalInt.empty()), Progress.SILENT);
    }

    @SafeVarargs
    static TrainingTexts texts(List<String>... texts) {
        TrainingTexts all = new TrainingTexts(TokenKind.WORDS);
        for (int i = 0; i < texts.length; i++) {
            all.add("text " + i, texts[i].stream());
        }
        return all;
    }

    static EstimatedModel model(List<String> sentences, int order, Integer... prune) {
        return builder(order, prune).pooled(texts(sentences));
    }

    /** All histories of up to a given number of words, with and without the beginning of the sentence. */
    static List<List<String>> histories(NgramModel model, int longest) {
        List<String> words = model.vocabulary() instanceof SortedVocabulary all
                ? Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                        .map(all::text)
                        .filter(text -> !text.equals("<s>") && !text.equals("</s>"))
                        .toList()
                : List.of();
        List<List<String>> histories = new ArrayList<>(List.of(List.of(), List.of("<s>")));
        List<List<String>> last = List.copyOf(histories);
        for (int n = 1; n <= longest; n++) {
            last = last.stream()
                    .flatMap(history -> words.stream()
                            .map(word -> Stream.concat(history.stream(), Stream.of(word))
                                    .toList()))
                    .collect(Collectors.toList());
            histories.addAll(last);
        }
        return histories;
    }

    static int state(NgramModel model, List<String> history) {
        boolean fromBegin = !history.isEmpty() && history.get(0).equals("<s>");
        int state = fromBegin ? model.start() : model.empty();
        for (String word : fromBegin ? history.subList(1, history.size()) : history) {
            state = model.next(state, model.vocabulary().token(word));
        }
        return state;
    }

    /** Over all tokens but the beginning of a sentence. */
    static double sum(NgramModel model, int state) {
        double sum = 0;
        for (int token = 0; token < model.vocabulary().size(); token++) {
            if (token != model.vocabulary().token("<s>")) {
                sum += Math.exp(model.logProb(state, token));
            }
        }
        return sum;
    }
}
