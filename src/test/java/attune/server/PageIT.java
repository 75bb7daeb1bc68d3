package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page for people, in a real browser with a microphone that hears a file. */
class PageIT {
    private static final String KEY = "a-long-enough-key";
    private static final String LIVE = "source-en-streaming";

    /** "Press one to listen to", of which the shipped streaming model hears enough. */
    private static final Path SPOKEN = Path.of("corpora/asterisk-en/clips/vm-onefor-full.flac");

    private static final int MICROPHONE_HZ = 48_000;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static TinyServer tiny;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(microphone(), folder);
        Path models = Path.of("models");
        tiny = TinyServer.start(
                folder,
                Limits.DEFAULT,
                TinyServer.keyed(folder, KEY),
                models.resolve(LIVE).resolve(LIVE + ".attune"));
    }

    /** The browser begins to play before it hands the sound on, and ends with the file: silence stands at both ends. */
    private static Path microphone() throws IOException {
        float[] spoken = new AudioReader().read(SPOKEN, MICROPHONE_HZ).samples();
        float[] sound = new float[spoken.length + 4 * MICROPHONE_HZ];
        System.arraycopy(spoken, 0, sound, MICROPHONE_HZ, spoken.length);
        Path file = folder.resolve("microphone.wav");
        WavWriter.write(file, new Waveform(sound, MICROPHONE_HZ));
        return file;
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (tiny != null) {
            tiny.close();
        }
    }

    @BeforeEach
    void enter() {
        browser.open(tiny.uri("/").toString());
        browser.script("sessionStorage.setItem('attune-api-key', '" + KEY + "'); return true");
        browser.open(tiny.uri("/").toString());
        browser.await("#desk");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).noneMatch(said -> said.contains("Content Security Policy"));
    }

    private static void give(Path... files) {
        browser.find("#files")
                .sendKeys(String.join(
                        "\n",
                        List.of(files).stream()
                                .map(file -> file.toAbsolutePath().toString())
                                .toList()));
    }

    private static String answer(Path audio, String model, String format) throws IOException, InterruptedException {
        Form form = new Form().field("model", model).field("response_format", format);
        if (format.equals("verbose_json")) {
            form.field("timestamp_granularities[]", "word");
        }
        HttpResponse<String> answer = tiny.post(form.file(audio), "X-API-Key", KEY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aServerWithKeysAsksForOne() throws Exception {
        browser.script("sessionStorage.clear(); return true");
        browser.open(tiny.uri("/").toString());
        WebElement field = browser.await("#key");
        assertThat(browser.find("#desk").isDisplayed()).isFalse();
        browser.requireAccessible();
        field.sendKeys("not one of them", Keys.ENTER);
        browser.awaitText("#server", "not one of the server");
        field.sendKeys(KEY, Keys.ENTER);
        browser.await("#desk");
        assertThat(browser.script("return sessionStorage.length + localStorage.length"))
                .isEqualTo(1L);
    }

    @Test
    void filesBecomeWordsOfTwoModelsThatCanBeHeardAndKept() throws Exception {
        browser.choose("#model", LIVE);
        browser.choose("#beside", "tiny");
        give(SPOKEN);
        browser.awaitScript("return document.querySelectorAll('.downloads a').length === 8");

        JsonNode words = Objects.requireNonNull(Json.read(answer(SPOKEN, LIVE, "verbose_json")))
                .get("words");
        List<String> expected = new ArrayList<>();
        words.forEach(word -> expected.add(word.get("word").asText()));
        assertThat(browser.texts(".panel:first-child .word"))
                .isEqualTo(expected)
                .hasSizeGreaterThan(2);
        for (String ending : List.of("srt", "vtt")) {
            browser.find(".panel:first-child a[download$=" + ending + "]").click();
            Path kept = folder.resolve("vm-onefor-full." + LIVE + "." + ending);
            TinyServer.await("the download", () -> Files.exists(kept));
            assertThat(kept).content().isEqualTo(answer(SPOKEN, LIVE, ending));
        }

        assertThat(browser.find(".panel:first-child .text").getDomAttribute("lang"))
                .isEqualTo("en");

        double start = words.get(2).get("start").asDouble();
        browser.all(".panel:first-child .word").get(0).click();
        browser.find(".word:focus").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
        browser.awaitScript("return document.querySelector('audio').currentTime > " + (start - 0.1));
        browser.awaitScript("return document.querySelector('audio').paused");
        assertThat((Double) browser.script("return document.querySelector('audio').currentTime + 1e-9"))
                .isGreaterThan(start)
                .isLessThan(words.get(2).get("end").asDouble() + 2);
        browser.requireAccessible();

        browser.find("article button").click();
        assertThat(browser.all("article")).isEmpty();
        assertThat(browser.find("#results").isDisplayed()).isFalse();
    }

    @Test
    void whatIsWrongIsSaidInWords() throws Exception {
        Path text = Files.writeString(folder.resolve("letter.txt"), "Dear reader, this is no sound.");
        give(text);
        browser.awaitText(".panel .error", "letter.txt");
        give(SPOKEN);
        browser.await(".downloads");
        browser.find("#hot-words").sendKeys("naïve 42");
        give(SPOKEN);
        browser.awaitText(".panel .error", "hot words");
        browser.requireAccessible();
    }

    @Test
    void theMicrophoneShowsTextWhileItComes() throws Exception {
        browser.choose("#model", LIVE);
        browser.choose("#beside", "whole");
        browser.find("#record").click();
        browser.awaitScript("return (document.querySelector('.partial')?.textContent.length ?? 0) > 1");
        browser.await(".panel:first-child .word"); // after the pause, while it still records
        browser.find("#record").click();
        browser.await("audio");
        browser.await(".panel:first-child .downloads");
        assertThat(browser.texts(".panel:first-child .word")).containsAnyOf("press", "one", "to", "listen");
        browser.awaitScript("return !document.querySelector('.waiting:not([hidden])')");
        assertThat(browser.texts(".error")).allMatch(String::isEmpty);
        TinyServer.await("the session to end", () -> tiny.server.inFlight() == 0);
    }
}
