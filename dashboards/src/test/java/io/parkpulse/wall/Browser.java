package io.parkpulse.wall;

import io.parkpulse.connectors.Program;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** How long to wait before looking again. Most of what is waited for takes less than Selenium's half second. */
    private static final Duration PAUSE = Duration.ofMillis(50);

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
    public static Browser open() throws IOException {
        return new Browser(Path.of(Program.CHROMIUM.path()), Path.of(Program.CHROMEDRIVER.path()));
    }

    /** A screen of that many pixels, one for each point of the page. */
    public void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** As with a user who wants it dark or light, and speaks a language. */
    public void go(URI wall, String rest) {
        driver.get("about:blank"); // a change of the part after # alone would not load anything
        driver.get(wall + rest);
    }

    /** As a user whose system wants it: {@code prefers-color-scheme}, {@code prefers-reduced-motion} and the like. */
    public void prefer(String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** As it is printed. */
    public void onPaper() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** As on a screen, with no wishes of the user's. */
    public void onScreen() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
    }

    /** A finger on the screen. */
    public void touch(int x, int y) {
        Map<String, Object> point = Map.of("x", x, "y", y);
        driver.executeCdpCommand(
                "Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(point)));
        driver.executeCdpCommand("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    /** As without a network. */
    public void offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Has requests for some addresses fail, and no others. */
    public void block(String... addresses) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
    }

    /** What axe-core finds against WCAG 2.2 AA and its own best practice, one finding an element. */
    public List<String> barriers() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = ((JavascriptExecutor) driver).executeAsyncScript("""
                        const done = arguments[0];
                        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                        axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
                          ({ violations }) =>
                            done(violations.flatMap(({ id, nodes }) =>
                              nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`))),
                          (error) => done([`axe: ${error}`]),
                        );
                        """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** As with the button that goes back. */
    public void back() {
        driver.navigate().back();
    }

    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks what is there in the end; the page may be drawing it anew. */
    public void click(String css) {
        until("to click " + css, () -> {
            find(css).click();
            return true;
        });
    }

    /** The text of what a selector finds; empty if it finds nothing. */
    public String text(String css) {
        Object text = script(
                "return [...document.querySelectorAll(arguments[0])].map((it) => it.innerText).join('\\n')", css);
        return String.valueOf(text);
    }

    public void awaitText(String css, String part) {
        until(css + " has the text " + part, () -> text(css).contains(part));
    }

    public void awaitNoText(String css, String part) {
        until(css + " no longer has the text " + part, () -> !text(css).contains(part));
    }

    public void await(String what, String condition) {
        until(what, () -> Boolean.TRUE.equals(script("return Boolean(" + condition + ")")));
    }

    private interface Condition {
        boolean holds();
    }

    private void until(String what, Condition condition) {
        new WebDriverWait(driver, PATIENCE, PAUSE)
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .ignoring(ElementNotInteractableException.class)
                .withMessage(() -> what + "; the page shows:\n" + text("body"))
                .until(it -> condition.holds());
    }

    public Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What went wrong, as the console has it; what was there before is forgotten. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    public String title() {
        return driver.getTitle();
    }

    /** A picture of the screen. */
    public void picture(Path file) throws IOException {
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
