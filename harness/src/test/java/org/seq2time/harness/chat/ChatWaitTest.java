package org.seq2time.harness.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long is waited before a question is asked again. */
class ChatWaitTest {

  private static final OptionalLong NOTHING_ASKED = OptionalLong.empty();

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 8000", "7, 32000"})
  void waitDoublesWithEveryAttempt(int attempt, long millis) {
    assertThat(ChatEndpoint.waiting(attempt, Duration.ofMillis(500), NOTHING_ASKED))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void waitIsNeverLongerThanTheLongest() {
    Duration longest = Duration.ofSeconds(60);
    for (int attempt : new int[] {8, 9, 17, 18, 64, 65, 1_000_000}) {
      assertThat(ChatEndpoint.waiting(attempt, Duration.ofMillis(500), NOTHING_ASKED))
          .as("attempt %d", attempt)
          .isEqualTo(longest);
    }
    assertThat(ChatEndpoint.waiting(1, Duration.ofHours(1), NOTHING_ASKED)).isEqualTo(longest);
    assertThat(ChatEndpoint.waiting(1, Duration.ofMillis(500), OptionalLong.of(999_999)))
        .isEqualTo(longest);
  }

  @Test
  void whatTheServerAsksForCounts() {
    assertThat(ChatEndpoint.waiting(5, Duration.ofMillis(500), OptionalLong.of(3)))
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(ChatEndpoint.waiting(5, Duration.ofMillis(500), OptionalLong.of(0)))
        .isEqualTo(Duration.ZERO);
  }
}
