package org.seq2time.reports.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes HTML. All text goes through {@link #text} and comes out as text. */
final class Html {

  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Map<String, String> sections = new LinkedHashMap<>();

  /**
   * An element's start.
   *
   * @param attributes names and values in turn; a value is escaped, a name is ours
   */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]);
      if (!attributes[i + 1].isEmpty()) {
        out.append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
    out.append('>');
    return this;
  }

  /** The ends of elements, innermost first. */
  Html close(String... tags) {
    for (String tag : tags) {
      out.append("</").append(tag).append('>');
    }
    return this;
  }

  /** A line end where reading the source is easier for it. */
  Html line() {
    out.append('\n');
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Text of unknown origin, whose direction marks end with it. */
  Html foreign(String text) {
    return element("bdi", text);
  }

  /** Markup that this program made. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /**
   * A part of the page with a heading; it ends with {@code close("section")}.
   *
   * @param id unique on the page, ours
   * @param title of any origin
   */
  Html section(String id, String title) {
    sections.put(id, title);
    String heading = id + "-heading";
    return open("section", "id", id, "aria-labelledby", heading)
        .open("h2", "id", heading)
        .foreign(title)
        .close("h2")
        .line();
  }

  /** Titles of all sections by id, in the order of the page. */
  Map<String, String> sections() {
    return Collections.unmodifiableMap(sections);
  }

  /** A row of header cells for the columns below. */
  Html headerRow(List<String> cells) {
    open("tr");
    for (String cell : cells) {
      open("th", "scope", "col").foreign(cell).close("th");
    }
    return close("tr").line();
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Escapes markup; what HTML does not allow (controls, halves of pairs) becomes U+FFFD. */
  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            out.append(REPLACEMENT);
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
