package attune.speech.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.lm.Corpora;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageMakerTest {
    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void begin(String name, long total) {
            told.add(name);
        }

        @Override
        public void note(String line) {
            told.add(line);
        }

        @Override
        public void warn(String line) {
            told.add("warning: " + line);
        }
    };
    private final Utterance clip = TinySpeech.digits().get(0);
    private NgramModel ofSource;

    @BeforeEach
    void build() {
        ofSource = TinyLanguage.digits(folder);
    }

    private AdaptedLanguage.Untuned made(LanguageTexts texts, Utterance... train) throws IOException {
        Split split = new Split(List.of(train), List.of(clip.withText("press one")));
        return new LanguageMaker(texts, split, TinySpeech.format().textNormalizer(), progress)
                .make(Optional.of(ofSource))
                .orElseThrow();
    }

    private static boolean knows(AdaptedLanguage.Untuned made, String word) {
        return made.model().vocabulary().token(word)
                != made.model().vocabulary().unknown();
    }

    @Test
    void transcriptsOfPeopleAreLearntAndDraftsAreNot() throws IOException {
        Utterance draft = clip.withText("impress won").withExtra(Map.of("confidence", "0.9", "agreement", "0.8"));
        AdaptedLanguage.Untuned made = made(LanguageTexts.USUAL, clip.withText("press two"), draft);
        assertThat(knows(made, "press")).isTrue();
        assertThat(knows(made, "two")).isTrue();
        assertThat(knows(made, "impress")).isFalse();
    }

    @Test
    void draftsAloneLeaveTheModelToItsTexts() throws IOException {
        Utterance draft = clip.withText("press won").withExtra(Map.of("agreement", "0.8"));
        assertThat(made(LanguageTexts.USUAL, draft).model()).isSameAs(ofSource);
        assertThat(made(LanguageTexts.of(List.of(text())), draft).parts()).doesNotContain("transcripts");
    }

    @Test
    void stagesAreShownAndRemarksOnTheTranscriptsAreNot() throws IOException {
        made(LanguageTexts.USUAL, clip.withText("press two"));
        assertThat(told).contains("weighing the texts").noneMatch(line -> line.contains("too few"));
    }

    /** A run that is trained again elsewhere must not depend on where its test clips are now. */
    @Test
    void manifestsThatAreKeptOutAreReadForTextsOnly() throws IOException {
        Path nowhere = folder.resolve("nowhere.jsonl");
        assertThat(made(LanguageTexts.USUAL.excluding(List.of(nowhere)), clip.withText("press two"))
                        .parts())
                .contains("training transcripts");
        LanguageTexts withText = LanguageTexts.of(List.of(text())).excluding(List.of(nowhere));
        assertThatThrownBy(() -> made(withText, clip.withText("press two"))).hasMessageContaining("nowhere.jsonl");
    }

    /** SRILM's pruning leaves n-grams without the shorter one that mixing needs. */
    @Test
    void aModelOfTheSourceThatCannotBeMixedStaysAsItIs() throws IOException {
        ofSource = LanguageModels.open(Files.writeString(folder.resolve("pruned.arpa"), Corpora.WITHOUT_A_SUFFIX));
        AdaptedLanguage.Untuned made = made(LanguageTexts.USUAL, clip.withText("press two"));
        assertThat(made.model()).isSameAs(ofSource);
        assertThat(told)
                .filteredOn(line -> line.startsWith("warning: "))
                .singleElement()
                .asString()
                .contains("the source's without the training transcripts: it has an n-gram of 3");
    }

    private String text() throws IOException {
        return Files.writeString(folder.resolve("text.txt"), "press three\npress four\n")
                .toString();
    }

    @Test
    void noTranscriptsCanBeKeptOutOfAFinishedModel() {
        String finished = folder.resolve(TinyLanguage.FILE).toString();
        LanguageTexts texts = LanguageTexts.of(List.of(finished)).withoutTranscripts();
        assertThatThrownBy(texts::check).hasMessageContaining("into which no transcripts are mixed");
    }
}
