package org.seq2time.reports.record;

import java.util.List;
import org.seq2time.datasets.io.Quoted;

/**
 * A field of {@code run.json} by itself, to be shown.
 *
 * @param group the object that has it; empty for the file's own
 * @param name of the field in that object
 */
public record ManifestField(String group, String name, Value value) {

  /** A value of the file. */
  public sealed interface Value {}

  /** A string. */
  public record Text(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /** An integer. */
  public record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** True or false. */
  public record Truth(boolean isTrue) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(isTrue);
    }
  }

  /** The words of a command. */
  public record Words(List<String> words) implements Value {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public String toString() {
      return words.toString();
    }
  }

  /** Anything else, as JSON without white space. */
  public record Json(String json) implements Value {
    @Override
    public String toString() {
      return json;
    }
  }

  /** Where it is in the file, such as {@code annotations.sha256}. */
  public String path() {
    return group.isEmpty() ? name : group + "." + name;
  }

  /** The value as a message shows it. */
  String quoted() {
    return value instanceof Text(String text) ? Quoted.value(text) : value.toString();
  }
}
