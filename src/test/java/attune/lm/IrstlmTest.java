package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another program reads our ARPA files, and we read its. */
class IrstlmTest {
    private static final Pattern RESULT = Pattern.compile("Nw=(\\d+) PP=([0-9.]+).*Noov=(\\d+)");

    @TempDir
    private Path folder;

    private static String marked(List<String> sentences) {
        return sentences.stream().map(text -> "<s> " + text + " </s>\n").collect(Collectors.joining());
    }

    /**
     * Its verdict on a text under a model. It divides the probability of an unknown word among the words that
     * {@code dub} has in excess of the vocabulary: one in excess leaves the probability as it is.
     */
    private Matcher irstlm(Path arpa, List<String> sentences, int dub) throws IOException, InterruptedException {
        Path text = Files.writeString(folder.resolve("text"), marked(sentences));
        String output = ExternalTools.run("irstlm", "compile-lm", arpa.toString(), "--eval=" + text, "--dub=" + dub);
        Matcher result = RESULT.matcher(output);
        assertThat(result.find()).as(output).isTrue();
        return result;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "3, 1", "4, 0", "5, 0"})
    void itGivesOurPerplexityUnderOurModel(int order, int prune) throws IOException, InterruptedException {
        ExternalTools.require("irstlm");
        EstimatedModel estimated = order == 1
                ? Corpora.model(Corpora.random(1, 400, 60), 1, 0)
                : Corpora.model(Corpora.random(1, 400, 60), order, 0, prune);
        Path arpa = folder.resolve("model.arpa");
        estimated.write(arpa);
        List<String> text = Stream.concat(Corpora.random(2, 100, 60).stream(), Stream.of("w1 zebra w2"))
                .toList();
        Perplexity ours = Perplexity.of(LanguageModels.open(arpa), text.stream());
        Matcher theirs = irstlm(arpa, text, estimated.model().vocabulary().size() + 1);
        assertThat(theirs.group(3)).isEqualTo("1");
        assertThat(ours.tokens()).isEqualTo(Long.parseLong(theirs.group(1)));
        assertThat(ours.value()).isCloseTo(Double.parseDouble(theirs.group(2)), within(0.006)); // it prints 2 places
    }

    @Test
    void weGiveItsPerplexityUnderItsModel() throws IOException, InterruptedException {
        ExternalTools.require("irstlm");
        Path text = Files.writeString(folder.resolve("train"), marked(Corpora.random(1, 400, 60)));
        Path counted = folder.resolve("model.irst");
        ExternalTools.run("irstlm", "tlm", "-tr=" + text, "-n=3", "-lm=wb", "-oarpa=" + counted, "-bo=no");
        List<String> test = Corpora.random(2, 100, 60);
        Perplexity ours = Perplexity.of(LanguageModels.open(counted), test.stream());
        Matcher theirs = irstlm(counted, test, 10_000_000);
        assertThat(theirs.group(3)).isEqualTo("0");
        assertThat(ours.value()).isCloseTo(Double.parseDouble(theirs.group(2)), within(0.006));
    }
}
