package org.seq2time.reports.gate;

import java.util.Locale;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Status;

/**
 * A verdict as JUnit XML, which GitLab and most CI servers show: a test case per check, a
 * regression is a failure. Without times and host names, so that the same verdict gives the same
 * bytes.
 */
public final class GateJUnit {

  private GateJUnit() {}

  /** The document. */
  public static String render(GateReport report) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites>\n  <testsuite name=\"")
        .append(escape("seq2time gate: " + report.title()))
        .append("\" tests=\"")
        .append(report.checks().size())
        .append("\" failures=\"")
        .append(report.with(Status.REGRESSION).size())
        .append("\" errors=\"0\" skipped=\"0\">\n");
    report.checks().forEach(check -> append(xml, check));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static void append(StringBuilder xml, Check check) {
    xml.append("    <testcase classname=\"seq2time.gate.")
        .append(check.kind().name().toLowerCase(Locale.ROOT))
        .append("\" name=\"")
        .append(escape(check.name()))
        .append("\">\n");
    String values = check.baseline() + " -> " + check.run() + " " + check.change();
    if (check.status() == Status.REGRESSION) {
      xml.append("      <failure message=\"")
          .append(escape(check.reason()))
          .append("\">")
          .append(escape(values.strip()))
          .append("</failure>\n");
    } else {
      xml.append("      <system-out>")
          .append(escape((check.status().label() + ": " + values).strip()))
          .append("</system-out>\n");
    }
    xml.append("    </testcase>\n");
  }

  /** The text as XML holds it; characters that XML cannot hold are escaped as {@code \}uXXXX. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    Quoted.oneLine(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                case 0xfffe, 0xffff -> escaped.append("\\u").append(Integer.toHexString(c));
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
