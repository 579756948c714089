package org.seq2time.harness.cli.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What an option is about: the headings under which {@code --help} lists options, in order. */
public enum OptionGroup {
  BENCHMARK("Benchmark"),
  PREDICTIONS("Predictions"),
  MODEL("Model"),
  ENDPOINT("Endpoint"),
  GENERATION("Generation"),
  FRAMES("Frames"),
  SCORING("Scoring"),
  OUTPUT("Output");

  /** Puts the annotated option under a heading; an option without it is listed under "Output". */
  @Target({ElementType.FIELD, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  public @interface In {
    OptionGroup value();
  }

  private final String heading;

  OptionGroup(String heading) {
    this.heading = heading;
  }

  /** Makes this command's help list its options in groups; parsing is not touched. */
  public static void show(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionGroup::optionList);
  }

  private static String optionList(Help help) {
    List<OptionSpec> visible =
        help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
    Map<OptionGroup, List<OptionSpec>> groups =
        visible.stream()
            .collect(
                Collectors.groupingBy(
                    OptionGroup::of, () -> new EnumMap<>(OptionGroup.class), Collectors.toList()));
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (group, options) -> {
          // Laid out for all options, so that the columns of all groups have one width.
          Help.Layout layout = help.createDefaultLayout(visible, List.of(), help.colorScheme());
          layout.addAllOptions(options, help.parameterLabelRenderer());
          text.append(String.format("%n%s:%n", group.heading)).append(layout);
        });
    return text.toString();
  }

  private static OptionGroup of(OptionSpec option) {
    In group =
        option.userObject() instanceof AnnotatedElement element
            ? element.getAnnotation(In.class)
            : null;
    return group == null ? OUTPUT : group.value();
  }
}
