package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.seq2time.harness.template.Arguments.Bound;
import org.seq2time.harness.template.Values.Tuple;

/** The methods of Python's {@code str}. */
final class StringMethods {

  private static final Set<String> NAMES =
      Set.of(
          "strip",
          "lstrip",
          "rstrip",
          "split",
          "rsplit",
          "splitlines",
          "replace",
          "upper",
          "lower",
          "title",
          "capitalize",
          "swapcase",
          "casefold",
          "startswith",
          "endswith",
          "find",
          "rfind",
          "index",
          "rindex",
          "count",
          "join",
          "isdigit",
          "isalpha",
          "isalnum",
          "isspace",
          "isupper",
          "islower",
          "isnumeric",
          "isdecimal",
          "isascii",
          "isprintable",
          "zfill",
          "center",
          "ljust",
          "rjust",
          "removeprefix",
          "removesuffix",
          "partition",
          "rpartition",
          "format",
          "expandtabs");

  private StringMethods() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  static Object call(String name, String text, Arguments given, Budget budget) {
    budget.size(text.length());
    return switch (name) {
      case "strip", "lstrip", "rstrip" ->
          strip(name, text, given.bind(name, "chars").get(0, None.NONE));
      case "split", "rsplit" -> split(name, text, given.bind(name, "sep", "maxsplit"));
      case "splitlines" ->
          new ArrayList<Object>(PyText.lines(text, given.bind(name, "keepends").flag(0, false)));
      case "replace" -> replace(text, given.bind(name, "old", "new", "count"), budget);
      case "upper", "lower", "title", "capitalize", "swapcase", "casefold" -> {
        given.bind(name);
        yield letters(name, text);
      }
      case "startswith", "endswith" -> affix(name, text, given.bind(name, "affix", "start", "end"));
      case "find", "rfind", "index", "rindex", "count" ->
          find(name, text, given.bind(name, "sub", "start", "end"));
      case "join" -> join(text, given.bind(name, "iterable").get(0), budget);
      case "zfill", "center", "ljust", "rjust" ->
          pad(name, text, given.bind(name, "width", "fillchar"), budget);
      case "removeprefix" -> {
        String prefix = Py.text(given.bind(name, "prefix").get(0), "prefix");
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = Py.text(given.bind(name, "suffix").get(0), "suffix");
        yield !suffix.isEmpty() && text.endsWith(suffix)
            ? text.substring(0, text.length() - suffix.length())
            : text;
      }
      case "partition", "rpartition" -> partition(name, text, given.bind(name, "sep"));
      case "format" -> PyFormat.format(text, given, budget);
      case "expandtabs" -> expandTabs(text, given.bind(name, "tabsize").integer(0, 8), budget);
      default -> {
        given.bind(name);
        yield is(name, text);
      }
    };
  }

  static String strip(String name, String text, Object chars) {
    if (chars == None.NONE) {
      return switch (name) {
        case "lstrip" -> PyText.lstrip(text);
        case "rstrip" -> PyText.rstrip(text);
        default -> PyText.lstrip(PyText.rstrip(text));
      };
    }
    String set = Py.text(chars, "chars");
    int from = 0;
    int to = text.length();
    while (!name.equals("rstrip") && from < to && set.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (!name.equals("lstrip") && from < to && set.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static List<Object> split(String name, String text, Bound given) {
    long most = given.integer(1, -1);
    Object separator = given.get(0, None.NONE);
    boolean fromRight = name.equals("rsplit");
    if (separator == None.NONE) {
      return fromRight ? words(reversed(text), most, true) : words(text, most, false);
    }
    String sep = Py.text(separator, "sep");
    if (sep.isEmpty()) {
      throw new TemplateFault("empty separator");
    }
    List<Object> parts = new ArrayList<>();
    if (fromRight) {
      int to = text.length();
      for (int i = text.lastIndexOf(sep); i >= 0 && (most < 0 || parts.size() < most); ) {
        parts.addFirst(text.substring(i + sep.length(), to));
        to = i;
        i = i < sep.length() ? -1 : text.lastIndexOf(sep, to - sep.length());
      }
      parts.addFirst(text.substring(0, to));
      return parts;
    }
    int from = 0;
    for (int i = text.indexOf(sep); i >= 0 && (most < 0 || parts.size() < most); ) {
      parts.add(text.substring(from, i));
      from = i + sep.length();
      i = text.indexOf(sep, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** Words between white space; of a reversed text in reversed order. */
  private static List<Object> words(String text, long most, boolean reversed) {
    List<Object> words = new ArrayList<>();
    String rest = PyText.lstrip(text);
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !PyText.isSpace(rest.charAt(end))) {
        end++;
      }
      boolean isLast = most >= 0 && words.size() >= most;
      String word = isLast ? PyText.rstrip(rest) : rest.substring(0, end);
      if (reversed) {
        words.addFirst(reversed(isLast ? rest : word));
      } else {
        words.add(isLast ? rest : word);
      }
      rest = isLast ? "" : PyText.lstrip(rest.substring(end));
    }
    return words;
  }

  static String replace(String text, Bound given, Budget budget) {
    return replace(
        text,
        Py.text(given.get(0), "old"),
        Py.text(given.get(1), "new"),
        given.integer(2, -1),
        budget);
  }

  static String replace(String text, String old, String by, long count, Budget budget) {
    StringBuilder out = new StringBuilder();
    long left = count < 0 ? Long.MAX_VALUE : count;
    int from = 0;
    int at = text.indexOf(old);
    while (at >= 0 && left > 0) {
      out.append(text, from, at).append(by);
      budget.size(out.length() - (long) from + by.length() > 0 ? by.length() : 0);
      if (out.length() > org.seq2time.datasets.io.InputLimits.TEMPLATE_TEXT_CHARACTERS) {
        throw Budget.tooLong();
      }
      left--;
      from = at + old.length();
      if (old.isEmpty()) {
        if (at >= text.length()) {
          return out.toString();
        }
        int width = Character.charCount(text.codePointAt(at));
        out.append(text, at, at + width);
        from = at + width;
        at = from;
      } else {
        at = text.indexOf(old, from);
      }
    }
    return out.append(text.substring(from)).toString();
  }

  static String letters(String name, String text) {
    return switch (name) {
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "casefold" -> text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      case "capitalize" -> capitalized(text);
      case "title" -> title(text);
      default -> swapCase(text);
    };
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int width = Character.charCount(text.codePointAt(0));
    return titled(text.codePointAt(0)) + text.substring(width).toLowerCase(Locale.ROOT);
  }

  /** A first letter; one that becomes several, as the sharp s, has only the first of them large. */
  private static String titled(int c) {
    int title = Character.toTitleCase(c);
    if (title != c) {
      return Character.toString(title);
    }
    String upper = Character.toString(c).toUpperCase(Locale.ROOT);
    return PyText.length(upper) == 1
        ? Character.toString(title)
        : upper.substring(0, 1) + upper.substring(1).toLowerCase(Locale.ROOT);
  }

  private static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      out.append(inWord ? Character.toString(c).toLowerCase(Locale.ROOT) : titled(c));
      inWord = isCased(c);
    }
    return out.toString();
  }

  private static String swapCase(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              out.append(
                  Character.isUpperCase(c)
                      ? one.toLowerCase(Locale.ROOT)
                      : Character.isLowerCase(c) ? one.toUpperCase(Locale.ROOT) : one);
            });
    return out.toString();
  }

  /** The part of a text between two positions, which may count from the end. */
  private static int[] bounds(String text, Bound given) {
    int length = PyText.length(text);
    Object from = given.get(1, None.NONE);
    Object to = given.get(2, None.NONE);
    long start = from == None.NONE ? 0 : Py.integer(from, "start");
    long end = to == None.NONE ? length : Py.integer(to, "end");
    start = start < 0 ? Math.max(0, start + length) : start;
    end = Math.min(length, end < 0 ? Math.max(0, end + length) : end);
    return new int[] {(int) Math.min(start, length + 1L), (int) end};
  }

  private static boolean affix(String name, String text, Bound given) {
    int[] bounds = bounds(text, given);
    if (bounds[0] > bounds[1]) {
      return false;
    }
    String part = text.substring(PyText.offset(text, bounds[0]), PyText.offset(text, bounds[1]));
    List<Object> affixes =
        given.get(0) instanceof Tuple tuple ? tuple.items() : List.of(given.get(0));
    for (Object one : affixes) {
      String affix = Py.text(one, "first argument of " + name);
      if (name.equals("startswith") ? part.startsWith(affix) : part.endsWith(affix)) {
        return true;
      }
    }
    return false;
  }

  private static long find(String name, String text, Bound given) {
    String sub = Py.text(given.get(0), "sub");
    int[] bounds = bounds(text, given);
    long found = -1;
    if (bounds[0] <= bounds[1]) {
      int offset = PyText.offset(text, bounds[0]);
      String part = text.substring(offset, PyText.offset(text, bounds[1]));
      if (name.equals("count")) {
        return occurrences(part, sub);
      }
      int at = name.startsWith("r") ? part.lastIndexOf(sub) : part.indexOf(sub);
      found = at < 0 ? -1 : bounds[0] + part.codePointCount(0, at);
    }
    if (name.equals("count")) {
      return 0;
    }
    if (found < 0 && name.endsWith("index")) {
      throw new TemplateFault("substring not found");
    }
    return found;
  }

  private static long occurrences(String text, String sub) {
    if (sub.isEmpty()) {
      return PyText.length(text) + 1L;
    }
    long count = 0;
    for (int i = text.indexOf(sub); i >= 0; i = text.indexOf(sub, i + sub.length())) {
      count++;
    }
    return count;
  }

  private static String join(String gap, Object values, Budget budget) {
    StringBuilder out = new StringBuilder();
    Iterator<Object> items = Py.iterate(values);
    for (int i = 0; items.hasNext(); i++) {
      Object item = items.next();
      if (!Py.isText(item)) {
        throw new TemplateFault(
            "sequence item " + i + ": expected str instance, " + Py.typeName(item) + " found");
      }
      out.append(i == 0 ? "" : gap).append(Py.str(item));
      budget.size(gap.length() + Py.str(item).length());
      budget.size(0);
      if (out.length() > org.seq2time.datasets.io.InputLimits.TEMPLATE_TEXT_CHARACTERS) {
        throw Budget.tooLong();
      }
    }
    return out.toString();
  }

  private static String pad(String name, String text, Bound given, Budget budget) {
    long width = Py.integer(given.get(0), "width");
    String fill = name.equals("zfill") ? "0" : given.text(1, " ");
    if (PyText.length(fill) != 1) {
      throw new TemplateFault("The fill character must be exactly one character long");
    }
    budget.size(Math.max(0, width));
    int missing = (int) Math.max(0, width - PyText.length(text));
    if (name.equals("zfill")) {
      boolean sign = text.startsWith("-") || text.startsWith("+");
      return (sign ? text.substring(0, 1) : "")
          + fill.repeat(missing)
          + (sign ? text.substring(1) : text);
    }
    int left =
        switch (name) {
          case "ljust" -> 0;
          case "rjust" -> missing;
          default -> missing / 2 + (missing & (int) width & 1);
        };
    return fill.repeat(left) + text + fill.repeat(missing - left);
  }

  private static Tuple partition(String name, String text, Bound given) {
    String sep = Py.text(given.get(0), "sep");
    if (sep.isEmpty()) {
      throw new TemplateFault("empty separator");
    }
    boolean first = name.equals("partition");
    int at = first ? text.indexOf(sep) : text.lastIndexOf(sep);
    if (at < 0) {
      return first ? Tuple.of(text, "", "") : Tuple.of("", "", text);
    }
    return Tuple.of(text.substring(0, at), sep, text.substring(at + sep.length()));
  }

  private static String expandTabs(String text, long size, Budget budget) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int c : text.codePoints().toArray()) {
      if (c == '\t') {
        int width = size <= 0 ? 0 : (int) (size - column % size);
        budget.size(width);
        out.repeat(' ', width);
        column += width;
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static boolean is(String name, String text) {
    return switch (name) {
      case "isascii" -> text.chars().allMatch(c -> c < 128);
      case "isprintable" -> text.codePoints().allMatch(PyText::isPrintable);
      case "isupper" -> hasCase(text, Character::isUpperCase);
      case "islower" -> hasCase(text, Character::isLowerCase);
      default -> !text.isEmpty() && text.codePoints().allMatch(each(name));
    };
  }

  private static boolean hasCase(String text, IntPredicate wanted) {
    boolean any = false;
    for (int c : text.codePoints().toArray()) {
      if (isCased(c) && !wanted.test(c)) {
        return false;
      }
      any |= wanted.test(c);
    }
    return any;
  }

  private static IntPredicate each(String name) {
    return switch (name) {
      case "isalpha" -> Character::isLetter;
      case "isspace" -> PyText::isSpace;
      case "isdecimal" -> Character::isDigit;
      case "isdigit" -> c -> Character.isDigit(c) || isSuperscript(c);
      case "isnumeric" -> StringMethods::isNumeric;
      default -> c -> Character.isLetter(c) || isNumeric(c);
    };
  }

  private static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  private static boolean isSuperscript(int c) {
    return c == 0xb2
        || c == 0xb3
        || c == 0xb9
        || (c >= 0x2070 && c <= 0x2089 && isNumeric(c))
        || (c >= 0x2460 && c <= 0x2468);
  }
}
