package org.seq2time.harness.chat;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How an endpoint is asked.
 *
 * @param endpoint base address such as {@code http://localhost:8000/v1}, or the full one that ends
 *     in {@code /chat/completions}
 * @param model the model's name there
 * @param maxTokens most tokens of an answer
 * @param temperature 0 for the most likely token each time
 * @param seed sent along where the user wants one; not every server heeds it
 * @param timeout of one attempt, from connecting to the last byte
 * @param attempts most attempts for one question
 * @param firstWait before the second attempt; doubled before each further one
 * @param maxRequests most attempts in all
 */
public record ChatSettings(
    URI endpoint,
    String model,
    int maxTokens,
    double temperature,
    OptionalLong seed,
    Duration timeout,
    int attempts,
    Duration firstWait,
    long maxRequests) {

  private static final String PATH = "/chat/completions";

  public ChatSettings {
    String scheme = endpoint.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "the endpoint is not a URL such as http://localhost:8000/v1: " + shown(endpoint));
    }
    if (endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the endpoint's URL must not contain a password: " + shown(endpoint));
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("the endpoint's model has no name");
    }
    if (maxTokens < 1 || attempts < 1 || maxRequests < 1) {
      throw new IllegalArgumentException("tokens, attempts and requests must be at least 1");
    }
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException("the temperature " + temperature + " is not in 0 to 2");
    }
  }

  /** Greedy answers of at most 512 tokens, five attempts of two minutes. */
  public static ChatSettings of(URI endpoint, String model) {
    return new ChatSettings(
        endpoint,
        model,
        512,
        0,
        OptionalLong.empty(),
        Duration.ofMinutes(2),
        5,
        Duration.ofSeconds(1),
        Long.MAX_VALUE);
  }

  /** The address that questions are sent to. */
  URI address() {
    String text = endpoint.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return base.endsWith(PATH) ? URI.create(base) : URI.create(base + PATH);
  }

  /** Whether a key sent there could be read on the way. */
  public boolean isReadableOnTheWay() {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    boolean here = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    return "http".equalsIgnoreCase(endpoint.getScheme()) && !here;
  }

  /** Without what stands before the host: it may be a password. */
  private static String shown(URI endpoint) {
    String text = endpoint.toString();
    int at = text.indexOf('@');
    return at < 0 ? text : "..." + text.substring(at);
  }
}
