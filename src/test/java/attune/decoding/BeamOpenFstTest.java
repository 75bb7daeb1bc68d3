package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.ExternalTools;
import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The search against OpenFst's exact one: frames, CTC, lexicon and bigrams are composed in the log semiring; projected to
 * words and determinised there, every text keeps one path whose weight is the sum over all its paths. The shortest path of
 * that is the best text.
 */
class BeamOpenFstTest {
    private static final long SEED = 43;
    private static final int ROUNDS = 10;
    private static final int EPSILON = 0;

    private final Alphabet alphabet = new Alphabet(List.of("a", "b", " ", "c"), 0);
    private final List<String> words = List.of("a", "ab", "abc", "ca", "cab", "bb");

    @TempDir
    Path folder;

    @Test
    void theBestTextAndItsScoreAreThoseOfExactSearch() throws IOException, InterruptedException {
        ExternalTools.require("fstcompile", "fstcompose", "fstdeterminize", "fstshortestpath");
        System.out.println("seed " + SEED);
        compile("ctc", ctc());
        compile("lexicon", lexicon());
        for (int round = 0; round < ROUNDS; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("openfst", round);
            TableModel model = TableModel.random(words, random);
            FusedModel fused = new FusedModel.Words(model, 2 * random.nextDouble(), 1.5, new UnknownWords.Refused());
            float[][] logProbs = Frames.random(random, 8 + random.nextInt(7), alphabet.size(), 1.5);
            BeamSettings settings = new BeamSettings(100_000, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 0);
            BeamDecoder decoder = new BeamDecoder(alphabet, 1, settings, fused, HotWords.none());

            Hypothesis found = decoder.search(logProbs).hypotheses().get(0);

            Best best = exact(logProbs, model, (FusedModel.Words) fused);
            assertThat(found.text()).as("round %d", round).isEqualTo(best.text);
            // OpenFst's shortest path needs the tropical semiring, whose weights are floats.
            assertThat(found.score()).as("round %d", round).isCloseTo(best.score, within(1e-4));
        }
    }

    private record Best(String text, double score) {}

    private Best exact(float[][] logProbs, TableModel model, FusedModel.Words settings)
            throws IOException, InterruptedException {
        compile("frames", frames(logProbs));
        compile("grammar", grammar(model, settings));
        run("fstcompose", "frames", "ctc", "labels");
        run("fstarcsort", "--sort_type=olabel", "labels", "sorted");
        run("fstcompose", "sorted", "lexicon", "spelled");
        run("fstarcsort", "--sort_type=olabel", "spelled", "sorted");
        run("fstcompose", "sorted", "grammar", "composed");
        run("fstproject", "--project_type=output", "composed", "projected");
        run("fstrmepsilon", "projected", "short");
        run("fstdeterminize", "--delta=1e-9", "short", "summed");
        run("fstmap", "--map_type=to_std", "summed", "tropical");
        run("fstshortestpath", "tropical", "path");
        run("fsttopsort", "path", "ordered");
        double score = 0;
        List<String> text = new ArrayList<>();
        for (String line :
                ExternalTools.run("fstprint", file("ordered")).lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length >= 4) {
                text.add(words.get(Integer.parseInt(fields[3]) - 1));
            }
            score -= fields.length % 2 == 1 && fields.length > 1
                    ? Double.parseDouble(fields[fields.length - 1])
                    : fields.length == 2 ? Double.parseDouble(fields[1]) : 0;
        }
        return new Best(String.join(" ", text), score);
    }

    private void compile(String name, List<String> lines) throws IOException, InterruptedException {
        Files.write(folder.resolve(name + ".txt"), lines);
        run("fstcompile", "--arc_type=log64", name + ".txt", "unsorted");
        run("fstarcsort", "--sort_type=ilabel", "unsorted", name);
    }

    /** Runs a tool on files of the test's folder. */
    private void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool));
        for (String argument : arguments) {
            command.add(argument.startsWith("--") ? argument : file(argument));
        }
        ExternalTools.run(command.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String arc(int from, int to, int in, int out, double weight) {
        return from + " " + to + " " + in + " " + out + " " + weight;
    }

    /** One state before each frame, one arc for each output. */
    private List<String> frames(float[][] logProbs) {
        List<String> lines = new ArrayList<>();
        for (int frame = 0; frame < logProbs.length; frame++) {
            for (int output = 0; output < alphabet.size(); output++) {
                lines.add(arc(frame, frame + 1, output + 1, output + 1, -logProbs[frame][output]));
            }
        }
        lines.add(Integer.toString(logProbs.length));
        return lines;
    }

    /** Paths to labels: state 0 (the blank's index) after a blank, state c after label c. Each path has one way through. */
    private List<String> ctc() {
        List<String> lines = new ArrayList<>();
        for (int state = 0; state < alphabet.size(); state++) {
            for (int output = 0; output < alphabet.size(); output++) {
                boolean silent = output == alphabet.blankIndex() || output == state;
                lines.add(arc(state, output, output + 1, silent ? EPSILON : output + 1, 0));
            }
            lines.add(Integer.toString(state));
        }
        return lines;
    }

    /** Labels to words, any number of spaces around them: state 0 between words, 1 after a word, others inside one. */
    private List<String> lexicon() {
        int space = alphabet.encode(" ")[0] + 1;
        List<String> lines = new ArrayList<>(List.of(arc(0, 0, space, EPSILON, 0), arc(1, 0, space, EPSILON, 0)));
        int states = 2;
        for (int word = 0; word < words.size(); word++) {
            int state = 0;
            int[] labels = alphabet.encode(words.get(word));
            for (int i = 0; i < labels.length; i++) {
                int to = i == labels.length - 1 ? 1 : states++;
                lines.add(arc(state, to, labels[i] + 1, i == 0 ? word + 1 : EPSILON, 0));
                state = to;
            }
        }
        lines.add("0");
        lines.add("1");
        return lines;
    }

    /** Weighted words: state 0 at the beginning, state w + 1 after word w. */
    private List<String> grammar(TableModel model, FusedModel.Words settings) {
        List<String> lines = new ArrayList<>();
        for (int state = 0; state <= words.size(); state++) {
            int history = state == 0 ? model.start() : model.token(words.get(state - 1));
            for (int word = 0; word < words.size(); word++) {
                double score = settings.weight() * model.logProb(history, model.token(words.get(word)));
                lines.add(arc(state, word + 1, word + 1, word + 1, -score - settings.wordBonus()));
            }
            lines.add(state + " " + -settings.weight() * model.logProb(history, model.end()));
        }
        return lines;
    }
}
