package org.seq2time.harness.chat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.seq2time.datasets.io.Quoted;

/**
 * Asks one endpoint; for any number of threads. A question is asked again, with growing pauses,
 * when the server is busy (429), fails (5xx), drops the connection, is too slow or answers with
 * something that is no answer; the server's {@code Retry-After} is heeded up to a minute.
 */
public final class ChatEndpoint implements AutoCloseable {

  private static final Set<Integer> BUSY = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Set<Integer> REFUSED = Set.of(401, 403);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final ChatSettings settings;
  private final ChatKey key;
  private final HttpClient client;
  private final AtomicLong requests = new AtomicLong();

  public ChatEndpoint(ChatSettings settings, ChatKey key) {
    this.settings = settings;
    this.key = key;
    this.client =
        HttpClient.newBuilder()
            // HTTP/2's upgrade header confuses some small servers.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws ChatException if there is none after all attempts
   * @throws InterruptedException if the thread is interrupted; the connection is given up
   */
  public ChatResponse ask(ChatRequest request) throws ChatException, InterruptedException {
    byte[] body = ChatJson.request(settings, request);
    String problem = "";
    for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
      if (requests.incrementAndGet() > settings.maxRequests()) {
        throw new ChatException(
            "the limit of " + settings.maxRequests() + " requests is reached", true);
      }
      OptionalLong retryAfter = OptionalLong.empty();
      try {
        HttpResponse<byte[]> httpResponse = send(body);
        int status = httpResponse.statusCode();
        if (status == 200) {
          return ChatJson.response(httpResponse.body(), attempt, key);
        }
        problem = "the server answered " + status + excerpt(httpResponse.body());
        if (!BUSY.contains(status)) {
          throw new ChatException(problem, REFUSED.contains(status));
        }
        retryAfter = seconds(httpResponse.headers().firstValue("Retry-After").orElse(""));
      } catch (IOException e) {
        problem = key.redacted(describe(e));
      }
      if (attempt < settings.attempts()) {
        Thread.sleep(waiting(attempt, settings.firstWait(), retryAfter));
      }
    }
    throw new ChatException(problem + ", " + settings.attempts() + " times", false);
  }

  /** How many attempts were made so far. */
  public long requestCount() {
    return Math.min(requests.get(), settings.maxRequests());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpResponse<byte[]> send(byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder httpRequest =
        HttpRequest.newBuilder(settings.address())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (key.isPresent()) {
      httpRequest.header("Authorization", key.header());
    }
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(httpRequest.build(), info -> new LimitedBody());
    try {
      // The client's own timeout ends with the headers; a body may trickle for ever.
      return exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + settings.timeout().toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io
          ? io
          : new IOException("the request failed: " + e.getCause(), e);
    } finally {
      exchange.cancel(true);
    }
  }

  /** What the server asked for, or the first wait doubled with every attempt; never too long. */
  static Duration waiting(int attempt, Duration firstWait, OptionalLong retryAfter) {
    long doubled = firstWait.toMillis() << Math.min(attempt - 1, 16);
    long wanted = retryAfter.isPresent() ? 1000 * retryAfter.getAsLong() : doubled;
    return Duration.ofMillis(Math.min(wanted, LONGEST_WAIT.toMillis()));
  }

  private String excerpt(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "" : ": " + Quoted.shorten(key.redacted(text));
  }

  private static String describe(IOException e) {
    String message = e.getMessage();
    return message == null ? "the connection failed: " + e.getClass().getSimpleName() : message;
  }

  /** Whole seconds; the header's other form, a date, is taken as no wish. */
  private static OptionalLong seconds(String header) {
    boolean digits =
        !header.isEmpty()
            && header.length() < 7
            && header.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? OptionalLong.of(Long.parseLong(header)) : OptionalLong.empty();
  }
}
