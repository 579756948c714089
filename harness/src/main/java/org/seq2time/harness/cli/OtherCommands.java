package org.seq2time.harness.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Commands of other modules: those on the class path, and how to get the others. */
final class OtherCommands {

  /** Commands whose modules are not part of the plain program, and these modules. */
  private static final Map<String, String> MODULES =
      Map.of("ablate", "train", "cluster", "cluster");

  private OtherCommands() {}

  /** Adds the commands of all modules on the class path, by name. */
  static void addTo(CommandLine line) {
    ServiceLoader.load(CommandProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(CommandProvider::name))
        .forEach(provider -> line.addSubcommand(provider.name(), provider.command()));
  }

  /** Says how to get the command of a module that is not on the class path. */
  static Optional<String> missing(CommandLine line, String[] arguments) {
    if (arguments.length == 0 || line.getSubcommands().containsKey(arguments[0])) {
      return Optional.empty();
    }
    @Nullable String module = MODULES.get(arguments[0]);
    return module == null
        ? Optional.empty()
        : Optional.of(
            arguments[0]
                + " is a command of module '"
                + module
                + "', which is not on the class path; './seq2time --with "
                + module
                + " "
                + arguments[0]
                + " ...' builds and adds it");
  }
}
