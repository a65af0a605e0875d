package io.parkpulse.wall;

import io.parkpulse.connectors.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window, and what it complains of. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path chromium, Path chromedriver) throws IOException {
        profile = Files.createTempDirectory("parkpulse-browser");
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability("goog:loggingPrefs", console);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        size(1920, 1080, false);
    }

    /** @throws IllegalStateException if there is none on this machine, or no chromedriver */
    static Browser open() throws IOException {
        return new Browser(Path.of(Program.CHROMIUM.path()), Path.of(Program.CHROMEDRIVER.path()));
    }

    /** A screen of that many pixels, one for each point of the page. */
    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** As with a user who wants it dark or light, and speaks a language. */
    void go(URI wall, String rest) {
        driver.get("about:blank"); // a change of the part after # alone would not load anything
        driver.get(wall + rest);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks what is there in the end; the page may be drawing it anew. */
    void click(String css) {
        until("to click " + css, () -> {
            find(css).click();
            return true;
        });
    }

    /** The text of what a selector finds; empty if it finds nothing. */
    String text(String css) {
        Object text = script(
                "return [...document.querySelectorAll(arguments[0])].map((it) => it.innerText).join('\\n')", css);
        return String.valueOf(text);
    }

    void awaitText(String css, String part) {
        until(css + " has the text " + part, () -> text(css).contains(part));
    }

    void awaitNoText(String css, String part) {
        until(css + " no longer has the text " + part, () -> !text(css).contains(part));
    }

    void await(String what, String condition) {
        until(what, () -> Boolean.TRUE.equals(script("return Boolean(" + condition + ")")));
    }

    private interface Condition {
        boolean holds();
    }

    private void until(String what, Condition condition) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .ignoring(ElementNotInteractableException.class)
                .withMessage(() -> what + "; the page shows:\n" + text("body"))
                .until(it -> condition.holds());
    }

    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What went wrong, as the console has it; what was there before is forgotten. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    String title() {
        return driver.getTitle();
    }

    /** A picture of the screen. */
    void picture(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
