package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a screen, whose microphone hears a file. */
final class Browser implements AutoCloseable {
    /** Warns of each new version of the browser, some of whose tools it does not know yet; none is used here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, Duration.ofMinutes(2));
    }

    /**
     * Starts it; the test is skipped where it is not installed.
     *
     * @param microphone a WAV file of 48 kHz, heard once from the moment at which a page opens the microphone
     * @param downloads the folder where they go
     */
    static Browser start(Path microphone, Path downloads) {
        ExternalTools.require("chromium", "chromedriver");
        // Selenium is not to look for another driver, nor to report that it was used.
        System.setProperty("webdriver.chrome.driver", ExternalTools.path("chromedriver"));
        System.setProperty("SE_AVOID_STATS", "true");
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(ExternalTools.path("chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // continuous integration runs as root
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + microphone.toAbsolutePath() + "%noloop");
        Browser browser = new Browser(new ChromeDriver(options));
        browser.driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        downloads.toAbsolutePath().toString()));
        return browser;
    }

    void open(String address) {
        driver.get(address);
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    void choose(String selector, String value) {
        new Select(find(selector)).selectByValue(value);
    }

    /** Waits until an element is there and to be seen. */
    WebElement await(String selector) {
        return Objects.requireNonNull(wait.withMessage(selector)
                .until(now -> all(selector).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null)));
    }

    /** Waits until an element shows a text. */
    void awaitText(String selector, String text) {
        wait.withMessage(() -> text + " in " + texts(selector))
                .until(now -> texts(selector).stream().anyMatch(shown -> shown.contains(text)));
    }

    Object script(String script) {
        return Objects.requireNonNull(driver.executeScript(script), script);
    }

    /** Waits until a script's value is true. */
    void awaitScript(String script) {
        wait.withMessage(script).until(now -> Boolean.TRUE.equals(driver.executeScript(script)));
    }

    /** What the browser complains of, such as a breach of the content security policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** Checks the page by axe's rules: light and dark, as wide as a desk and as a telephone. */
    void requireAccessible() throws IOException {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        for (int width : List.of(1100, 360)) {
            driver.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
            for (String scheme : List.of("light", "dark")) {
                driver.executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
                assertThat(driver.executeAsyncScript("const done = arguments[0]; axe.run().then(found => done("
                                + "found.violations.map(each => each.id + ' ' + each.nodes.map(node => node.html))))"))
                        .as(scheme + ", " + width + " pixels wide")
                        .isEqualTo(List.of());
            }
            assertThat(script("return document.documentElement.scrollWidth"))
                    .as("width of the page in a window of " + width)
                    .isEqualTo(script("return document.documentElement.clientWidth"));
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
