package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    private final Alphabet alphabet = Alphabet.english();
    private final FusedModel none = new FusedModel.None();
    private final BeamDecoder decoder = new BeamDecoder(alphabet, 0.02, BeamSettings.DEFAULT, none, HotWords.none());

    @Test
    void framesInAnyPortionsGiveTheSame() {
        long seed = 67;
        System.out.println("seed " + seed);
        for (int round = 0; round < 20; round++) {
            SplittableRandom random = new RunSeed(seed).stream("portions", round);
            BeamDecoder narrow = narrow(random);
            float[][] logProbs = Frames.random(random, random.nextInt(2500), 4, 2);

            BeamSearch search = narrow.start();
            int from = 0;
            while (from < logProbs.length) {
                int to = Math.min(logProbs.length, from + random.nextInt(random.nextInt(2) == 0 ? 3 : 700));
                search.accept(Arrays.copyOfRange(logProbs, from, to));
                from = to;
            }

            assertThat(search.finish()).as("round %d", round).isEqualTo(narrow.search(logProbs));
        }
    }

    @Test
    void whatIsStableIsNeverTakenBack() {
        long seed = 73;
        System.out.println("seed " + seed);
        int words = 0;
        for (int round = 0; round < 60; round++) {
            SplittableRandom random = new RunSeed(seed).stream("stable", round);
            BeamSearch search = (round % 2 == 0 ? narrow(random) : decoder).start();
            float[][] logProbs = Frames.random(random, random.nextInt(1600), round % 2 == 0 ? 4 : alphabet.size(), 4);
            String before = "";
            for (int from = 0, to; from < logProbs.length; from = to) {
                to = Math.min(logProbs.length, from + 1 + random.nextInt(40));
                search.accept(Arrays.copyOfRange(logProbs, from, to));
                String stable = search.stable();
                assertThat(wholeWords(stable)).as("round %d", round).startsWith(wholeWords(before));
                assertThat(wholeWords(search.partial())).as("round %d", round).startsWith(wholeWords(stable));
                before = stable;
            }
            BeamResult result = search.finish();
            assertThat(wholeWords(result.transcript().text()))
                    .as("round %d", round)
                    .startsWith(wholeWords(before));
            words += before.isEmpty() ? 0 : before.split(" ", -1).length;
        }
        assertThat(words).isGreaterThan(1000);
    }

    /** So that the beginning of another begins with the same words, not only letters. */
    private static String wholeWords(String text) {
        return text.isEmpty() ? "" : text + " ";
    }

    @Test
    void aWordIsStableOnceItHasEndedForTheWholeBeam() {
        BeamSearch search = decoder.start();
        search.accept(Frames.spelling(alphabet, "hel_lo", 1 - 1e-12));
        assertThat(search.stable()).isEmpty();
        search.accept(Frames.spelling(alphabet, " w", 1 - 1e-12));
        assertThat(search.stable()).isEqualTo("hello");
        search.accept(Frames.spelling(alphabet, "orld", 0.4)); // other words remain possible
        search.accept(Frames.spelling(alphabet, " is", 1 - 1e-12));
        assertThat(search.partial()).isEqualTo("hello world is");
        assertThat(search.stable()).isEqualTo("hello");
    }

    private static BeamDecoder narrow(SplittableRandom random) {
        return new BeamDecoder(
                new Alphabet(List.of(" ", "a", "b"), 0),
                1,
                new BeamSettings(8, -5, 10, 5, 0),
                new FusedModel.Words(
                        TableModel.random(List.of("a", "ab", "bb"), random), 0.7, 1, new UnknownWords.Penalised(1, 1)),
                new HotWords(List.of(new HotWord("ab a", 1))));
    }

    /** Blanks before a clip move the frames at which prefixes are freed, and nothing else. */
    @Test
    void prefixesThatAreFreedAreNotMissed() {
        long seed = 79;
        System.out.println("seed " + seed);
        for (int round = 0; round < 10; round++) {
            SplittableRandom random = new RunSeed(seed).stream("freed", round);
            BeamDecoder narrow = narrow(random);
            float[][] logProbs = Frames.random(random, 400, 4, 2);
            BeamResult expected = narrow.search(logProbs);
            for (int blanks = 1; blanks < BeamSearch.FRAMES_BETWEEN_SWEEPS; blanks += 5) {
                BeamSearch search = narrow.start();
                search.accept(blanks(blanks));
                search.accept(logProbs);
                assertThat(search.finish().hypotheses())
                        .as("round %d, %d blanks", round, blanks)
                        .isEqualTo(expected.hypotheses());
            }
        }
    }

    private static float[][] blanks(int frames) {
        float never = Float.NEGATIVE_INFINITY;
        float[][] rows = new float[frames][];
        Arrays.fill(rows, new float[] {0, never, never, never});
        return rows;
    }

    @Test
    void aLongClipIsReadToItsEndWithTheTimesItHas() {
        long seed = 71;
        System.out.println("seed " + seed);
        SplittableRandom random = new RunSeed(seed).stream("long");
        StringBuilder path = new StringBuilder();
        while (path.length() < 10 * BeamSearch.FRAMES_KEPT) {
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                path.append("abcdefgh".charAt(random.nextInt(8))).append("__", 0, 1 + random.nextInt(2));
            }
            path.append(" ".repeat(1 + random.nextInt(3))).append("_".repeat(random.nextInt(3)));
        }
        float[][] logProbs = Frames.spelling(alphabet, path.toString(), 0.9999);

        Transcript transcript = decoder.decode(logProbs);

        Transcript greedy = new GreedyDecoder(alphabet, 0.02).decode(logProbs);
        assertThat(transcript.text()).isEqualTo(greedy.text());
        assertThat(transcript.words()).extracting(Word::startSeconds).isEqualTo(starts(greedy));
        assertThat(transcript.words())
                .flatExtracting(Word::characters)
                .isEqualTo(greedy.words().stream()
                        .flatMap(word -> word.characters().stream())
                        .toList());
    }

    private static List<Double> starts(Transcript transcript) {
        return transcript.words().stream().map(Word::startSeconds).toList();
    }

    @Test
    void aLongPauseLeavesNothingToSettle() {
        String path = "a b" + "_".repeat(3000) + "c d";

        assertThat(decoder.decode(Frames.spelling(alphabet, path, 0.9999999)).text())
                .isEqualTo("a bc d");
    }

    @Test
    void aLongClipWithoutSpacesIsOneWord() {
        String path = "ab".repeat(1000);

        assertThat(decoder.decode(Frames.spelling(alphabet, path, 0.9999)).words())
                .hasSize(1);
    }

    @Test
    void theTextSoFarShowsTheWordUnderWay() {
        BeamSearch search = decoder.start();
        assertThat(search.partial()).isEmpty();
        search.accept(Frames.spelling(alphabet, "hel_lo w", 0.99));
        assertThat(search.partial()).isEqualTo("hello w");
        search.accept(Frames.spelling(alphabet, "orld ", 0.99));
        assertThat(search.partial()).isEqualTo("hello world");
        assertThat(search.finish().transcript().text()).isEqualTo("hello world");
    }

    @Test
    void theTextSoFarHasTheSettledWordsToo() {
        BeamSearch search = decoder.start();
        search.accept(Frames.spelling(alphabet, "ab_".repeat(3).concat(" ").repeat(300), 0.9999));

        assertThat(search.partial().split(" ", -1)).hasSize(300).containsOnly("ababab");
    }

    @Test
    void framesMayBeReusedByTheCaller() {
        BeamSearch search = decoder.start();
        float[][] frames = Frames.spelling(alphabet, "hi", 0.99);
        search.accept(frames);
        for (float[] row : frames) {
            Arrays.fill(row, Float.NaN);
        }

        assertThat(search.finish().transcript().text()).isEqualTo("hi");
    }

    @Test
    void aFinishedSearchIsOver() {
        BeamSearch search = decoder.start();
        search.finish();

        assertThatIllegalStateException().isThrownBy(search::finish);
        assertThatIllegalStateException().isThrownBy(() -> search.accept(new float[0][]));
    }

    @Test
    void aBadFrameIsNamedByItsPlaceInTheClip() {
        BeamSearch search = decoder.start();
        search.accept(Frames.spelling(alphabet, "abc", 0.9));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> search.accept(new float[1][3]))
                .withMessage("frame 3 has 3 outputs, the alphabet 29");
    }
}
