package org.seq2time.harness.template;

import org.seq2time.datasets.io.InputLimits;

/** What one rendering may still use; every step and every piece of new text is counted. */
final class Budget {

  /** Characters and items that cost as much as one step. */
  private static final int UNITS_PER_STEP = 16;

  private long steps;
  private int depth;

  /** One step of evaluation. */
  void step() {
    use(1);
  }

  /** New text, or work on so many items. */
  void size(long units) {
    if (units > InputLimits.TEMPLATE_TEXT_CHARACTERS) {
      throw tooLong();
    }
    use(1 + units / UNITS_PER_STEP);
  }

  /** One level deeper; {@link #leave} must follow. */
  void enter() {
    if (++depth > InputLimits.TEMPLATE_NESTING) {
      throw new TemplateFault(
          "calls and expressions nest deeper than "
              + InputLimits.TEMPLATE_NESTING
              + " levels; does a macro call itself?");
    }
  }

  void leave() {
    depth--;
  }

  /** After what was rendered. */
  static TemplateFault tooLong() {
    return new TemplateFault(
        "makes a text of more than "
            + InputLimits.TEMPLATE_TEXT_CHARACTERS
            + " characters; shorten the conversation or the template");
  }

  private void use(long more) {
    steps += more;
    if (steps > InputLimits.TEMPLATE_STEPS) {
      throw new TemplateFault(
          "takes more than "
              + InputLimits.TEMPLATE_STEPS
              + " steps; simplify the template or shorten the conversation");
    }
  }
}
