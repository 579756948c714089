package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one page, driven over its DevTools protocol on loopback. It can reach
 * nothing: no host name resolves. Errors and requests of the page are kept.
 */
final class Chromium implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TIMEOUT_SECONDS = 60;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Chromium(Process process, Path profile) throws IOException {
    this.process = process;
    int port = port(profile);
    HttpRequest newPage =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      JsonNode target =
          JSON.readTree(http.send(newPage, HttpResponse.BodyHandlers.ofString()).body());
      this.socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(target.get("webSocketDebuggerUrl").textValue()), new Ear())
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException("Chromium's page cannot be reached", e);
    }
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", JSON.createObjectNode());
    }
  }

  /**
   * Starts Chromium. Skips the test where there is none, but fails it where the environment says
   * that there has to be one ({@code SEQ2TIME_REQUIRE_CHROMIUM}).
   */
  static Chromium start(Path profile) throws IOException {
    Path program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (System.getenv("SEQ2TIME_REQUIRE_CHROMIUM") != null) {
      assertThat(program).as("Chromium").isNotNull();
    }
    assumeTrue(program != null, "no Chromium");
    List<String> command =
        List.of(
            String.valueOf(program),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--lang=en-US",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TMPDIR", Files.createDirectories(profile).toString());
    Process process = builder.start();
    try {
      return new Chromium(process, profile);
    } catch (IOException | RuntimeException e) {
      end(process);
      throw e;
    }
  }

  /** Opens a file and waits for its script. */
  void open(Path page) {
    errors.clear();
    requests.clear();
    send("Page.navigate", JSON.createObjectNode().put("url", page.toUri().toString()));
    await("document.readyState === 'complete' && document.documentElement.dataset.ready === 'yes'");
  }

  /** Errors that the page wrote to its console, or that the browser wrote about it. */
  List<String> errors() {
    return errors;
  }

  /** Addresses that the page asked for. */
  List<String> requests() {
    return requests;
  }

  /** The value of an expression as text. */
  String text(String expression) {
    return evaluate("String(" + expression + ")").asText();
  }

  int number(String expression) {
    return evaluate(expression).asInt();
  }

  /** Texts of all elements that a selector finds. */
  List<String> texts(String selector) {
    List<String> texts = new ArrayList<>();
    evaluate("[...document.querySelectorAll('" + selector + "')].map((e) => e.textContent)")
        .forEach(node -> texts.add(node.textValue()));
    return texts;
  }

  JsonNode evaluate(String expression) {
    JsonNode result =
        send(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    assertThat(result.get("exceptionDetails")).as(expression + ": " + result).isNull();
    JsonNode value = result.get("result").get("value");
    return value == null ? JSON.nullNode() : value;
  }

  /** Waits until a condition holds; the page itself tells when. */
  void await(String condition) {
    evaluate(
        """
        new Promise((done, fail) => {
          const start = performance.now();
          const look = () => {
            if (%s) done(true);
            else if (performance.now() - start > 30000) fail(new Error("never came true"));
            else setTimeout(look, 10);
          };
          look();
        })
        """
            .formatted(condition));
  }

  /** Clicks with the mouse in the middle of the first element that the selector finds. */
  void click(String selector) {
    JsonNode at =
        evaluate(
            """
            (() => {
              const element = document.querySelector('%s');
              element.scrollIntoView({ block: "center", behavior: "instant" });
              const box = element.getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
            })()
            """
                .formatted(selector));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      send(
          "Input.dispatchMouseEvent",
          JSON.createObjectNode()
              .put("type", type)
              .put("x", at.get("x").doubleValue())
              .put("y", at.get("y").doubleValue())
              .put("button", "left")
              .put("clickCount", 1));
    }
  }

  /** Presses a key, such as {@code ArrowRight}. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      send("Input.dispatchKeyEvent", JSON.createObjectNode().put("type", type).put("key", key));
    }
  }

  /** Types into what has the focus. */
  void type(String text) {
    send("Input.insertText", JSON.createObjectNode().put("text", text));
  }

  /** Chooses from a list as a user's choice does. */
  void choose(String selector, String value) {
    evaluate(
        """
        (() => {
          const list = document.querySelector('%s');
          if (![...list.options].some((o) => o.value === '%s')) throw new Error("no such choice");
          list.value = '%s';
          list.dispatchEvent(new Event("change"));
        })()
        """
            .formatted(selector, value, value));
  }

  /** The window's width and colour scheme. */
  void look(int width, int height, boolean dark, boolean phone) {
    send(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", phone ? 2 : 1)
            .put("mobile", phone));
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", media);
  }

  /** A PNG of the page from one height to another, in pixels of the page. */
  byte[] screenshot(int width, int from, int to) {
    ObjectNode parameters =
        JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
    parameters
        .putObject("clip")
        .put("x", 0)
        .put("y", from)
        .put("width", width)
        .put("height", to - from)
        .put("scale", 1);
    return Base64.getDecoder()
        .decode(send("Page.captureScreenshot", parameters).get("data").textValue());
  }

  @Override
  public void close() {
    end(process);
    http.close();
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode send(String method, ObjectNode parameters) {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    ObjectNode message = JSON.createObjectNode().put("id", number).put("method", method);
    message.set("params", parameters);
    try {
      socket.sendText(message.toString(), true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " had no answer", e);
    }
  }

  private void receive(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").intValue());
        if (answer != null && message.has("error")) {
          answer.completeExceptionally(new IOException(message.get("error").toString()));
        } else if (answer != null) {
          answer.complete(message.get("result"));
        }
        return;
      }
      JsonNode event = message.path("params");
      switch (message.path("method").asText()) {
        case "Runtime.exceptionThrown" -> errors.add(event.toString());
        case "Runtime.consoleAPICalled" -> {
          if (!event.path("type").asText().equals("log")) {
            errors.add(event.toString());
          }
        }
        case "Log.entryAdded" -> errors.add(event.path("entry").path("text").asText());
        case "Network.requestWillBeSent" ->
            requests.add(event.path("request").path("url").asText());
        default -> {
          // Other events say nothing that a test asks.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chromium writes its port into its profile once it listens. */
  private int port(Path profile) throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > 1) {
          return Integer.parseInt(lines.getFirst());
        }
      }
      Thread.onSpinWait();
    }
    throw new IOException("Chromium did not start");
  }

  /** Puts the parts of a message together. */
  private final class Ear implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        receive(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
