package org.seq2time.datasets.sequence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  @Test
  void behavesLikeAMap() {
    SplittableRandom random = new SplittableRandom(9);
    Map<String, Integer> map = new HashMap<>();
    Fingerprints fingerprints = new Fingerprints();
    for (int i = 0; i < 50_000; i++) {
      String text = Integer.toString(random.nextInt(30_000), 36);
      char[] chars = ("xx" + text).toCharArray();
      Integer before = map.putIfAbsent(text, i);
      int found = fingerprints.putIfAbsent(chars, 2, chars.length, i);
      assertThat(found).isEqualTo(before == null ? Fingerprints.ABSENT : before);
    }
    assertThat(fingerprints.size()).isEqualTo(map.size());
    char[] other = "?".toCharArray();
    assertThat(fingerprints.get(other, 0, 1)).isEqualTo(Fingerprints.ABSENT);
  }

  @Test
  void hashOfAStringIsThatOfItsCharactersAnywhere() {
    char[] chars = "__some text of 18_".toCharArray();
    assertThat(TextHash.of(chars, 2, chars.length - 1, 3))
        .isEqualTo(TextHash.of("some text of 18", 3))
        .isNotEqualTo(TextHash.of("some text of 18", 4))
        .isNotEqualTo(TextHash.of("some text of 19", 3));
  }
}
