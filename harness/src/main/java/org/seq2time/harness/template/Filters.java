package org.seq2time.harness.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.template.Arguments.Bound;
import org.seq2time.harness.template.Values.Markup;
import org.seq2time.harness.template.Values.Undefined;

/** Jinja's filters, with transformers' {@code tojson}; those on sequences are elsewhere. */
final class Filters {

  private static final Set<String> NAMES =
      Set.of(
          "abs",
          "attr",
          "capitalize",
          "center",
          "d",
          "default",
          "e",
          "escape",
          "float",
          "forceescape",
          "format",
          "indent",
          "int",
          "lower",
          "replace",
          "round",
          "safe",
          "string",
          "striptags",
          "title",
          "tojson",
          "trim",
          "truncate",
          "upper",
          "urlencode",
          "wordcount");

  /** What Jinja has and no chat template needs. */
  private static final Set<String> UNSUPPORTED =
      Set.of("filesizeformat", "pprint", "random", "urlize", "wordwrap", "xmlattr");

  private static final Pattern WORD_BEGINNING =
      Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  private Filters() {}

  static boolean isKnown(String name) {
    return NAMES.contains(name) || SequenceFilters.NAMES.contains(name);
  }

  static String unknown(String name) {
    return UNSUPPORTED.contains(name)
        ? "the filter '" + name + "' is not supported in chat templates; remove it"
        : "no filter named '" + name + "'; see Jinja's built-in filters";
  }

  static Object apply(String name, Object value, Arguments given, Interpreter interpreter) {
    if (SequenceFilters.NAMES.contains(name)) {
      return SequenceFilters.apply(name, value, given, interpreter);
    }
    Budget budget = interpreter.budget();
    return switch (name) {
      case "default", "d" -> {
        Bound bound = given.bind(name, "default_value", "boolean");
        boolean missing = value instanceof Undefined || (bound.flag(1, false) && !Py.truth(value));
        yield missing ? bound.get(0, "") : value;
      }
      case "attr" -> attr(value, Py.text(given.bind(name, "name").get(0), "name"));
      case "string" -> value instanceof Markup ? value : Py.str(value);
      case "safe" -> new Markup(Py.str(value));
      case "e", "escape" -> escaped(value);
      case "forceescape" -> escaped(Py.str(value));
      case "tojson" -> {
        String json =
            PyJson.write(
                value, given.bind(name, "ensure_ascii", "indent", "separators", "sort_keys"));
        budget.size(json.length());
        yield json;
      }
      case "abs", "round", "int", "float" -> number(name, value, given);
      default -> text(name, soft(value), given, budget);
    };
  }

  /** Text as Jinja's {@code soft_str} takes it: anything can be printed. */
  static String soft(Object value) {
    return Py.str(value);
  }

  private static Object text(String name, String text, Arguments given, Budget budget) {
    budget.size(text.length());
    return switch (name) {
      case "upper", "lower", "capitalize" -> StringMethods.letters(name, text);
      case "title" -> title(text);
      case "trim" ->
          StringMethods.strip("strip", text, given.bind(name, "chars").get(0, None.NONE));
      case "center" -> {
        Object width = given.bind(name, "width").get(0, 80L);
        yield StringMethods.call("center", text, Arguments.of(width), budget);
      }
      case "replace" -> {
        Bound bound = given.bind(name, "old", "new", "count");
        Object count = bound.get(2, None.NONE);
        yield StringMethods.replace(
            text,
            Py.str(bound.get(0)),
            Py.str(bound.get(1)),
            count == None.NONE ? -1 : Py.integer(count, "count"),
            budget);
      }
      case "format" -> {
        if (!given.named().isEmpty() && !given.positional().isEmpty()) {
          throw new TemplateFault("format takes either positional or keyword arguments, not both");
        }
        yield PyFormat.percent(
            text,
            given.named().isEmpty() ? new Values.Tuple(given.positional(), false) : given.named(),
            budget);
      }
      case "indent" -> indent(text, given.bind(name, "width", "first", "blank"), budget);
      case "truncate" -> truncate(text, given.bind(name, "length", "killwords", "end", "leeway"));
      case "wordcount" -> WORD.matcher(text).results().count();
      case "urlencode" -> urlEncoded(text);
      case "striptags" ->
          text.replaceAll("(?s)<!--.*?-->|<[^>]*>", "").strip().replaceAll("\\s+", " ");
      default -> throw new TemplateFault(unknown(name));
    };
  }

  private static Object attr(Object value, String name) {
    if (value instanceof Map<?, ?> map && map.containsKey(name)) {
      Object found = Attributes.attribute(Map.of(), name);
      return found instanceof Undefined ? Undefined.of(value, name) : found;
    }
    return value instanceof Undefined undefined ? undefined : Attributes.attribute(value, name);
  }

  static Markup escaped(Object value) {
    if (value instanceof Markup markup) {
      return markup;
    }
    return new Markup(
        Py.str(value)
            .replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;"));
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    Matcher gaps = WORD_BEGINNING.matcher(text);
    int from = 0;
    while (gaps.find()) {
      out.append(word(text.substring(from, gaps.start()))).append(gaps.group());
      from = gaps.end();
    }
    return out.append(word(text.substring(from))).toString();
  }

  private static String word(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int width = Character.charCount(text.codePointAt(0));
    return StringMethods.letters("upper", text.substring(0, width))
        + StringMethods.letters("lower", text.substring(width));
  }

  private static String indent(String text, Bound given, Budget budget) {
    Object width = given.get(0, 4L);
    String indention;
    if (Py.isText(width)) {
      indention = Py.str(width);
    } else {
      long columns = Math.max(0, Py.integer(width, "width"));
      budget.size(columns);
      indention = " ".repeat((int) columns);
    }
    List<String> lines = PyText.lines(text + "\n", false);
    StringBuilder out = new StringBuilder(given.flag(1, false) ? indention : "");
    boolean blank = given.flag(2, false);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i > 0) {
        out.append('\n').append(blank || !line.isEmpty() ? indention : "");
      }
      out.append(line);
      budget.size(indention.length());
      if (out.length() > InputLimits.TEMPLATE_TEXT_CHARACTERS) {
        throw Budget.tooLong();
      }
    }
    return out.toString();
  }

  private static String truncate(String text, Bound given) {
    long length = given.integer(0, 255);
    String end = given.text(2, "...");
    Object leeway = given.get(3, None.NONE);
    long slack = leeway == None.NONE ? 5 : Py.integer(leeway, "leeway");
    if (length < PyText.length(end) || slack < 0) {
      throw new TemplateFault(
          "truncate to " + length + " characters; expected at least " + PyText.length(end));
    }
    if (PyText.length(text) <= length + slack) {
      return text;
    }
    String kept = text.substring(0, PyText.offset(text, (int) length - PyText.length(end)));
    int blank = kept.lastIndexOf(' ');
    return (given.flag(1, false) || blank < 0 ? kept : kept.substring(0, blank)) + end;
  }

  private static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }

  private static Object number(String name, Object value, Arguments given) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    return switch (name) {
      case "abs" -> absolute(value);
      case "round" -> round(value, given.bind(name, "precision", "method"));
      case "int" -> toInteger(value, given.bind(name, "default", "base"));
      default -> {
        Double read = real(value);
        yield read != null ? read : given.bind(name, "default").get(0, 0.0);
      }
    };
  }

  private static Object absolute(Object value) {
    if (value instanceof Double number) {
      return Math.abs(number);
    }
    if (!Py.isNumber(value)) {
      throw new TemplateFault("bad operand type for abs(): '" + Py.typeName(value) + "'");
    }
    return Math.absExact(Py.integer(value, "value"));
  }

  private static Object round(Object value, Bound given) {
    String method = given.text(1, "common");
    if (!Py.isNumber(value)) {
      throw new TemplateFault("cannot round '" + Py.typeName(value) + "'; expected a number");
    }
    long precision = given.integer(0, 0);
    if (method.equals("common")) {
      return PyNumber.round(value, precision);
    }
    if (!method.equals("ceil") && !method.equals("floor")) {
      throw new TemplateFault("method must be common, ceil or floor");
    }
    double scale = Math.pow(10, (double) precision);
    double scaled = Py.number(value) * scale;
    return (method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
  }

  private static Object toInteger(Object value, Bound given) {
    Object otherwise = given.get(0, 0L);
    if (value instanceof Long || value instanceof Boolean) {
      return Py.integer(value, "value");
    }
    if (Py.isText(value)) {
      try {
        String digits =
            PyText.lstrip(PyText.rstrip(Py.str(value))).replaceAll("(?<=\\d)_(?=\\d)", "");
        int base = (int) given.integer(1, 10);
        String prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
        boolean prefixed = !prefix.isEmpty() && digits.regionMatches(true, 0, prefix, 0, 2);
        return Long.parseLong(prefixed ? digits.substring(2) : digits, base);
      } catch (NumberFormatException e) {
        // Perhaps a number with a fraction.
      }
    }
    Double read = real(value);
    if (read == null || !Double.isFinite(read)) {
      return otherwise;
    }
    return PyNumber.fits(new java.math.BigDecimal(read).toBigInteger());
  }

  private static @org.jspecify.annotations.Nullable Double real(Object value) {
    if (Py.isNumber(value)) {
      return Py.number(value);
    }
    if (!Py.isText(value)) {
      return null;
    }
    String text = PyText.lstrip(PyText.rstrip(Py.str(value)));
    if (text.matches("(?i)[+-]?(inf|infinity|nan)")) {
      return text.toLowerCase(java.util.Locale.ROOT).contains("nan")
          ? Double.NaN
          : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return text.matches("[+-]?(\\d+(_\\d+)*\\.?(\\d+)?|\\.\\d+)([eE][+-]?\\d+)?")
        ? Double.valueOf(text.replace("_", ""))
        : null;
  }

  /** All items of what can be run through, counted. */
  static List<Object> list(Object value, Budget budget) {
    List<Object> items = new ArrayList<>();
    for (Iterator<Object> i = Py.iterate(value); i.hasNext(); ) {
      budget.step();
      items.add(i.next());
    }
    return items;
  }
}
