package org.seq2time.harness.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server on loopback that answers as its moods say, one mood a request, the last one for ever.
 */
public final class FlakyServer implements AutoCloseable {

  /** How a request is answered. */
  public enum Behaviour {
    GOOD,
    EMPTY,
    NULL_CONTENT,
    BUSY,
    BUSY_RETRY_AFTER,
    BROKEN,
    REFUSES_KEY,
    BAD_REQUEST,
    REDIRECTS,
    NOT_JSON,
    OTHER_JSON,
    HALF,
    DROPS,
    ENDLESS,
    SILENT
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Behaviour> behaviours = new ArrayDeque<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();
  private volatile String answer = "The event happens in 3 - 5 seconds.";

  public FlakyServer(Behaviour... behaviours) throws IOException {
    Collections.addAll(this.behaviours, behaviours);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  /** What it says when it is good. */
  public FlakyServer answering(String text) {
    answer = text;
    return this;
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  public List<String> requests() {
    return List.copyOf(requests);
  }

  public List<String> keys() {
    return List.copyOf(keys);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    keys.add(key == null ? "" : key);
    switch (next()) {
      case GOOD -> send(exchange, 200, completion("\"" + answer + "\""));
      case EMPTY -> send(exchange, 200, completion("\"\""));
      case NULL_CONTENT -> send(exchange, 200, completion("null"));
      case BUSY -> send(exchange, 429, "slow down, " + key);
      case BUSY_RETRY_AFTER -> {
        exchange.getResponseHeaders().set("Retry-After", "0");
        send(exchange, 503, "later");
      }
      case BROKEN -> send(exchange, 500, "");
      case REFUSES_KEY -> send(exchange, 401, "your key " + key + " is not valid");
      case BAD_REQUEST -> send(exchange, 400, "{\"error\": \"too many\\npictures\"}");
      case REDIRECTS -> {
        exchange.getResponseHeaders().set("Location", base() + "/elsewhere");
        send(exchange, 302, "");
      }
      case NOT_JSON -> send(exchange, 200, "<html>");
      case OTHER_JSON -> send(exchange, 200, "{\"choices\": [], \"usage\": 3}");
      case HALF -> send(exchange, 200, completion("\"abc\"").substring(0, 40));
      case DROPS -> exchange.close();
      case ENDLESS -> endless(exchange);
      case SILENT -> silent();
    }
  }

  private synchronized Behaviour next() {
    return behaviours.size() > 1 ? behaviours.removeFirst() : behaviours.getFirst();
  }

  private static String completion(String content) {
    return "{\"id\": \"x\", \"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\","
        + " \"content\": "
        + content
        + "}, \"finish_reason\": \"stop\"}], \"usage\": {\"prompt_tokens\": 12,"
        + " \"completion_tokens\": 7, \"details\": {\"cached\": 1}}}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      while (true) {
        out.write(part);
      }
    } catch (IOException e) {
      // the client gave up, as it should
      if (Thread.interrupted()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void silent() {
    try {
      TimeUnit.MINUTES.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
