package org.seq2time.harness.template;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Python's {@code strftime} in the C locale, of a time without zone. */
final class Strftime {

  private Strftime() {}

  static String format(LocalDateTime time, String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        continue;
      }
      char flag = format.charAt(i + 1);
      boolean flagged = (flag == '-' || flag == '_' || flag == '0') && i + 2 < format.length();
      i += flagged ? 2 : 1;
      String value = directive(time, format.charAt(i));
      out.append(flagged ? padded(value, flag) : value);
    }
    return out.toString();
  }

  private static String padded(String value, char flag) {
    int zeros = 0;
    while (zeros < value.length() - 1 && value.charAt(zeros) == '0') {
      zeros++;
    }
    String digits = value.substring(zeros);
    return switch (flag) {
      case '-' -> digits.strip();
      case '_' -> " ".repeat(zeros) + digits;
      default -> value.replace(' ', '0');
    };
  }

  private static String directive(LocalDateTime t, char c) {
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    int weekday = t.getDayOfWeek().getValue();
    return switch (c) {
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'c' -> format(t, "%a %b %e %H:%M:%S %Y");
      case 'C' -> two(t.getYear() / 100);
      case 'd' -> two(t.getDayOfMonth());
      case 'D', 'x' -> format(t, "%m/%d/%y");
      case 'e' -> two(t.getDayOfMonth(), ' ');
      case 'f' -> digits(t.getNano() / 1000, 6, '0');
      case 'F' -> format(t, "%Y-%m-%d");
      case 'g' -> two(t.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'G' -> String.valueOf(t.get(IsoFields.WEEK_BASED_YEAR));
      case 'H' -> two(t.getHour());
      case 'I' -> two(hour12);
      case 'j' -> digits(t.getDayOfYear(), 3, '0');
      case 'k' -> two(t.getHour(), ' ');
      case 'l' -> two(hour12, ' ');
      case 'm' -> two(t.getMonthValue());
      case 'M' -> two(t.getMinute());
      case 'n' -> "\n";
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'r' -> format(t, "%I:%M:%S %p");
      case 'R' -> format(t, "%H:%M");
      case 'S' -> two(t.getSecond());
      case 't' -> "\t";
      case 'T', 'X' -> format(t, "%H:%M:%S");
      case 'u' -> String.valueOf(weekday);
      case 'U' -> two((t.getDayOfYear() + 6 - weekday % 7) / 7);
      case 'V' -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'w' -> String.valueOf(weekday % 7);
      case 'W' -> two((t.getDayOfYear() + 6 - (weekday - 1)) / 7);
      case 'y' -> two(t.get(ChronoField.YEAR) % 100);
      case 'Y' -> String.valueOf(t.getYear());
      case 'z', 'Z' -> "";
      case '%' -> "%";
      default -> "%" + c;
    };
  }

  private static String two(int value) {
    return digits(value, 2, '0');
  }

  private static String two(int value, char fill) {
    return digits(value, 2, fill);
  }

  private static String digits(int value, int width, char fill) {
    String text = String.valueOf(value);
    return String.valueOf(fill).repeat(Math.max(0, width - text.length())) + text;
  }
}
