package org.seq2time.harness.template;

import java.util.function.Supplier;
import org.seq2time.datasets.io.InputLimits;

/** What one rendering may still use; every step and every piece of new text is counted. */
final class Budget {

  /** Characters and items that cost as much as one step. */
  private static final int UNITS_PER_STEP = 16;

  /** The one of the rendering that this thread is in. */
  private static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

  private long steps;
  private int depth;

  /** Runs a rendering whose comparisons are counted too. */
  <T> T during(Supplier<T> rendering) {
    return ScopedValue.where(CURRENT, this).call(rendering::get);
  }

  /** One step of a comparison, which walks through values that may hold one another. */
  static void compared() {
    if (CURRENT.isBound()) {
      CURRENT.get().step();
    }
  }

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
