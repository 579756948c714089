package org.seq2time.harness.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 4, 5, 6, 7);

  private static String render(String template, String question) {
    return ChatTemplate.of("own.jinja", template)
        .render(Conversation.question(question, Map.of("bos_token", "<s>")), NOW);
  }

  @Test
  void expressionsAndStatementsAreThoseOfTransformers() throws IOException {
    Path folder = Path.of("src/test/resources/template");
    GoldenTemplates.Counts counts = new GoldenTemplates(folder).check();
    assertThat(counts.rendered()).isGreaterThan(190);
    assertThat(counts.errors()).isGreaterThan(90);
  }

  @Test
  void textOfMessagesIsNeverReadAsTemplate() {
    String attack = "{{ bos_token }}{% for x in range(3) %}x{% endfor %}{# c #}{% raw %}";
    assertThat(render("{{ messages[0].content }}", attack)).isEqualTo(attack);
    assertThat(
            render("{% set x %}{{ messages[0].content }}{% endset %}{{ x }}{{ x | trim }}", attack))
        .isEqualTo(attack + attack);
    assertThat(render("{% macro m(t) %}{{ t }}{% endmacro %}{{ m(messages[0].content) }}", attack))
        .isEqualTo(attack);
  }

  @Test
  void errorNamesTemplateAndLine() {
    assertThatThrownBy(() -> render("a\nb {{ 'n' + 1 }}", "?"))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("own.jinja:2: can only concatenate str")
        .hasMessageContaining("use '~'");
    assertThatThrownBy(() -> render("a\n\n{% if x %}", "?"))
        .hasMessageStartingWith("own.jinja:3: ")
        .hasMessageContaining("{% endif %}");
    TemplateException raised =
        catchThrowableOfType(
            TemplateException.class, () -> render("\n{{ raise_exception('No\nsystem') }}", "?"));
    assertThat(raised.isRaised()).isTrue();
    assertThat(raised.reason()).isEqualTo("No\nsystem");
    assertThat(raised.line()).isEqualTo(2);
    assertThat(raised)
        .hasMessage("own.jinja:2: the template refuses this conversation: No\\u000asystem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% import 'x' as y %}",
        "{% block a %}{% endblock %}",
        "{% autoescape true %}{% endautoescape %}",
        "{{ 3 | random }}",
        "{{ 'x' | urlize }}"
      })
  void whatOneTemplateCannotHaveIsRefusedByName(String template) {
    assertThatThrownBy(() -> render(template, "?")).hasMessageContaining("not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__mro__ }}",
        "{{ messages.__class__.__base__ }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update({}) }}",
        "{{ messages[0].pop('role') }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ raise_exception.__code__.co_code }}",
        "{{ '{0.__class__.__mro__}'.format(1) }}",
        "{{ messages | map(attribute='__class__.__mro__') | list }}",
        "{{ cycler.__init__() }}"
      })
  void nothingBesideTheConversationCanBeReached(String template) {
    assertThatThrownBy(() -> render(template, "?")).isInstanceOf(TemplateException.class);
  }

  @ParameterizedTest
  @Timeout(20)
  @ValueSource(
      strings = {
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(x) %}{{ m(x ~ x) }}{% endmacro %}{{ m('x') }}",
        "{{ 'x' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%.1000000000f' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'a\\nb' | indent(1000000000) }}",
        "{{ 2 ** 1000000 }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='xxxxxxxxxx') %}{% for a in range(99999) %}"
            + "{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for a in range(99999) %}"
            + "{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for a in range(99999) %}"
            + "{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[1], y=[1]) %}{% for a in range(60) %}{% set ns.x = [ns.x, ns.x]"
            + " %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
        "{% set ns = namespace(x=(1,)) %}{% for a in range(60) %}{% set ns.x = (ns.x, ns.x) %}"
            + "{% endfor %}{{ {ns.x: 1} }}",
        "{% set ns = namespace(x=[1]) %}{% for a in range(60) %}{% set ns.x = [ns.x, ns.x] %}"
            + "{% endfor %}{{ ns.x | tojson }}",
        "{% set x = 'x' * 10000000 %}{% for a in range(9999) %}{{ x in x }}{% endfor %}",
        "{% set x = 'x' * 10000 %}{{ x.replace('', x) }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"
      })
  void endlessTemplateEndsWithOneLine(String template) {
    assertThatThrownBy(() -> render(template, "?"))
        .isInstanceOf(TemplateException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{'a':", "not ", "-", "1 if 1 else ", "x[", "x(", "1 is in ("})
  void deepNestingIsRefused(String open) {
    assertThatThrownBy(() -> render("{{ " + open.repeat(20_000) + "1 }}", "?"))
        .isInstanceOf(TemplateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{% if 1 %}", "{% for x in y %}", "{% macro m() %}", "{% with %}"})
  void deepBlocksAreRefused(String open) {
    assertThatThrownBy(() -> render(open.repeat(20_000), "?"))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void longChainOfOperatorsIsComputedOrRefused() {
    assertThatThrownBy(() -> render("{{ 1" + " + 1".repeat(20_000) + " }}", "?"))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> render("{{ 1" + " | abs".repeat(20_000) + " }}", "?"))
        .isInstanceOf(TemplateException.class);
    assertThat(render("{{ 1" + " + 1".repeat(100) + " }}", "?")).isEqualTo("101");
  }
}
