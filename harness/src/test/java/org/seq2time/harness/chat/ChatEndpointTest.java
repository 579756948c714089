package org.seq2time.harness.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.harness.chat.FlakyServer.Behaviour;

@Timeout(60)
class ChatEndpointTest {

  private static final String SECRET = "sk-very-secret-0123456789";

  private static final ChatKey KEY = ChatKey.ofEnvironment(Map.of("K", SECRET), "K");

  private static final ChatRequest QUESTION =
      new ChatRequest(
          "When is the \"door\" opened?",
          List.of(new ChatRequest.Picture("Frame at 1.5 seconds:", new byte[] {1, 2, 3})));

  @Test
  void asksInTheProtocolAndReadsTheAnswer() throws Exception {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD);
        ChatEndpoint endpoint = endpoint(server)) {
      ChatResponse reply = endpoint.ask(QUESTION);
      assertThat(reply)
          .isEqualTo(
              new ChatResponse(
                  "The event happens in 3 - 5 seconds.",
                  OptionalInt.of(12),
                  OptionalInt.of(7),
                  false,
                  1));
      assertThat(server.requests())
          .containsExactly(
              "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                  + "{\"type\":\"text\",\"text\":\"Frame at 1.5 seconds:\"},"
                  + "{\"type\":\"image_url\",\"image_url\":"
                  + "{\"url\":\"data:image/jpeg;base64,AQID\"}},"
                  + "{\"type\":\"text\",\"text\":\"When is the \\\"door\\\" opened?\"}]}],"
                  + "\"max_tokens\":64,\"temperature\":0.0,\"seed\":7,\"stream\":false}");
      assertThat(server.keys()).containsExactly("Bearer " + SECRET);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY", "NULL_CONTENT"})
  void anEmptyAnswerIsAnAnswer(Behaviour mood) throws Exception {
    try (FlakyServer server = new FlakyServer(mood);
        ChatEndpoint endpoint = endpoint(server)) {
      assertThat(endpoint.ask(QUESTION).text()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BUSY",
        "BUSY_RETRY_AFTER",
        "BROKEN",
        "NOT_JSON",
        "OTHER_JSON",
        "HALF",
        "DROPS",
        "ENDLESS",
        "SILENT"
      })
  void passingTroubleIsAskedAgain(Behaviour mood) throws Exception {
    try (FlakyServer server = new FlakyServer(mood, mood, Behaviour.GOOD);
        ChatEndpoint endpoint = endpoint(server)) {
      assertThat(endpoint.ask(QUESTION).attempts()).isEqualTo(3);
      assertThat(endpoint.requestCount()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, 'the server answered 429: slow down, Bearer [key], 3 times'",
    "BROKEN, 'the server answered 500, 3 times'",
    "NOT_JSON, the answer is not JSON",
    "OTHER_JSON, 'the answer has no choices[0].message.content, 3 times'",
    "ENDLESS, 'the answer is longer than 4 MB, 3 times'",
    "SILENT, 'no answer within 1 s, 3 times'",
    "BAD_REQUEST, 'the server answered 400: {\"error\": \"too many\\npictures\"}'",
    "REDIRECTS, the server answered 302",
    "REFUSES_KEY, 'the server answered 401: your key Bearer [key] is not valid'",
  })
  void lastingTroubleIsSaidWithoutTheKey(Behaviour mood, String message) throws IOException {
    try (FlakyServer server = new FlakyServer(mood);
        ChatEndpoint endpoint = endpoint(server)) {
      assertThatExceptionOfType(ChatException.class)
          .isThrownBy(() -> endpoint.ask(QUESTION))
          .withMessageContaining(message)
          .satisfies(e -> assertThat(e.endsRun()).isEqualTo(mood == Behaviour.REFUSES_KEY))
          .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));
    }
  }

  @Test
  void nobodyAtTheAddressIsSaid() {
    try (ChatEndpoint endpoint =
        new ChatEndpoint(settings(URI.create("http://127.0.0.1:1/v1"), 3, 100), KEY)) {
      assertThatExceptionOfType(ChatException.class)
          .isThrownBy(() -> endpoint.ask(QUESTION))
          .withMessageContaining("connection failed");
    }
  }

  @Test
  void requestsAreCapped() throws Exception {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD);
        ChatEndpoint endpoint = new ChatEndpoint(settings(server.base(), 3, 2), KEY)) {
      endpoint.ask(QUESTION);
      endpoint.ask(QUESTION);
      assertThatExceptionOfType(ChatException.class)
          .isThrownBy(() -> endpoint.ask(QUESTION))
          .withMessage("the limit of 2 requests is reached")
          .satisfies(e -> assertThat(e.endsRun()).isTrue());
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aKeyInAnAnswerIsBlottedOut() throws Exception {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD).answering("it is " + SECRET);
        ChatEndpoint endpoint = endpoint(server)) {
      assertThat(endpoint.ask(QUESTION).text()).isEqualTo("it is [key]");
    }
  }

  @Test
  void theKeyShowsNowhere() {
    assertThat(KEY).hasToString("[key]");
    assertThat(ChatKey.ofEnvironment(Map.of(), "K").isPresent()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatKey.ofEnvironment(Map.of("K", "a\nb"), "K"))
        .withMessage("the API key in K has characters that are not allowed in an HTTP header");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://a/v1, the endpoint is not a URL",
    "localhost:8000, the endpoint is not a URL",
    "http://user:pass@a/v1, the endpoint's URL must not contain a password: ...@a/v1",
  })
  void addressesAreChecked(String address, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatSettings.of(URI.create(address), "m"))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pass@"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/v1, http://h/v1/chat/completions, true",
    "https://h/v1/, https://h/v1/chat/completions, false",
    "http://localhost:1/v1/chat/completions, http://localhost:1/v1/chat/completions, false",
  })
  void thePathIsAddedOnce(String base, String address, boolean readable) {
    ChatSettings settings = ChatSettings.of(URI.create(base), "m");
    assertThat(settings.address()).isEqualTo(URI.create(address));
    assertThat(settings.isReadableOnTheWay()).isEqualTo(readable);
  }

  private static ChatEndpoint endpoint(FlakyServer server) {
    return new ChatEndpoint(settings(server.base(), 3, 100), KEY);
  }

  private static ChatSettings settings(URI base, int attempts, long maxRequests) {
    return new ChatSettings(
        base,
        "m",
        64,
        0,
        OptionalLong.of(7),
        Duration.ofSeconds(1),
        attempts,
        Duration.ofMillis(5),
        maxRequests);
  }
}
