package org.seq2time.reports.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.seq2time.datasets.io.Digests;

/**
 * What stands around a page's sections: head, style, script and policy. The policy allows the one
 * style and the one script by their hashes and nothing else: no request, no other script, no markup
 * made from text.
 *
 * @param title of the page
 * @param footer its last line
 */
record PageFrame(String title, String footer) {

  /**
   * The whole page.
   *
   * @param body its sections
   * @param data for the script; empty for none
   */
  String around(Html body, String data) {
    String style = resource("page.css");
    String script = resource("page.js");
    Html page = new Html();
    page.markup("<!doctype html>\n")
        .open("html", "lang", "en")
        .line()
        .open("head")
        .line()
        .open("meta", "charset", "utf-8")
        .line()
        .open("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script))
        .line()
        .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .line()
        .open("meta", "name", "color-scheme", "content", "light dark")
        .line()
        .open("meta", "name", "referrer", "content", "no-referrer")
        .line()
        .element("title", title)
        .line()
        .markup("<style>" + style + "</style>")
        .line()
        .close("head")
        .line()
        .open("body")
        .line();
    header(page, body);
    page.open("main", "id", "main").line().markup(body.toString()).close("main").line();
    page.open("footer").element("p", footer).close("footer").line();
    page.markup(data).markup("<script>" + script + "</script>").line();
    return page.close("body", "html").line().toString();
  }

  private void header(Html page, Html body) {
    page.element("a", "Skip to the content", "class", "skip", "href", "#main")
        .open("header")
        .element("h1", title)
        .open("nav", "aria-label", "Sections");
    body.sections()
        .forEach((id, name) -> page.open("a", "href", "#" + id).foreign(name).close("a"));
    page.close("nav")
        .element("button", "Dark", "type", "button", "id", "theme", "hidden", "")
        .close("header")
        .line();
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src 'sha256-"
        + sha256(style)
        + "'; script-src 'sha256-"
        + sha256(script)
        + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
        + " trusted-types 'none'";
  }

  private static String sha256(String text) {
    return Base64.getEncoder()
        .encodeToString(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the program cannot be read", e);
    }
  }
}
