package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void firstColumnsStandLeftTheRestRight() {
    TextTable table = new TextTable(1);
    table.add(List.of("name", "n", "value"));
    table.add(List.of("a", "12", "3"));
    assertThat(table.render()).isEqualTo("name   n  value\na     12      3\n");
  }

  @Test
  void allColumnsMayStandRight() {
    TextTable table = new TextTable(0);
    table.add(List.of("ab", "c"));
    table.add(List.of("d", "ef"));
    assertThat(table.render()).isEqualTo("ab   c\n d  ef\n");
  }

  @Test
  void rowsMayBeShorterAndNoLineEndsInSpaces() {
    TextTable table = new TextTable(2);
    table.add(List.of("a", "b", "c"));
    table.add(List.of("long", ""));
    table.add(List.of("x"));
    assertThat(table.render()).isEqualTo("a     b  c\nlong\nx\n");
  }

  @Test
  void emptyTableIsNoLine() {
    assertThat(new TextTable(1).render()).isEmpty();
  }

  @Test
  void cellsStayOneLineAndAreMeasuredAsPrinted() {
    TextTable table = new TextTable(1);
    table.add(List.of("a\nb\u001b[2J", "1"));
    table.add(List.of("c", "2"));
    List<String> lines = table.render().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).doesNotContain("\u001b").endsWith("  1");
    assertThat(lines.get(1)).hasSameSizeAs(lines.getFirst());
  }
}
