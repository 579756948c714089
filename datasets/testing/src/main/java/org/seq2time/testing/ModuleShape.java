package org.seq2time.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one module may do: see {@link ArchitectureRules}. Package names are those after {@code
 * org.seq2time.}
 *
 * @param name the module's root package
 * @param modules the root packages that it may use
 * @param printing the packages that may print or end the program, with those inside them
 * @param connecting the packages that may open connections
 * @param inferring the packages that may call ONNX Runtime
 * @param exported how many public types a package may have
 * @param exceptions packages with more, and how many they may have
 * @param everyTypeTested whether each public type has to be named in a test of the module
 */
public record ModuleShape(
    String name,
    List<String> modules,
    List<String> printing,
    List<String> connecting,
    List<String> inferring,
    int exported,
    Map<String, Integer> exceptions,
    boolean everyTypeTested) {

  public ModuleShape {
    modules = List.copyOf(modules);
    printing = List.copyOf(printing);
    connecting = List.copyOf(connecting);
    inferring = List.copyOf(inferring);
    exceptions = Map.copyOf(exceptions);
  }

  /** A module that may use these, whose packages may have so many public types, and no more. */
  public static ModuleShape of(String name, int exported, String... modules) {
    return new ModuleShape(
        name, Arrays.asList(modules), List.of(), List.of(), List.of(), exported, Map.of(), false);
  }

  /** The same, and this package may print. */
  public ModuleShape printingIn(String inside) {
    return new ModuleShape(
        name,
        modules,
        List.of(inside),
        connecting,
        inferring,
        exported,
        exceptions,
        everyTypeTested);
  }

  /** The same, and this package may open connections. */
  public ModuleShape connectingIn(String inside) {
    return new ModuleShape(
        name, modules, printing, List.of(inside), inferring, exported, exceptions, everyTypeTested);
  }

  /** The same, and this package may call ONNX Runtime. */
  public ModuleShape inferringIn(String inside) {
    return new ModuleShape(
        name,
        modules,
        printing,
        connecting,
        List.of(inside),
        exported,
        exceptions,
        everyTypeTested);
  }

  /**
   * The same, and this package may have more public types.
   *
   * @param reason why, for the reader
   */
  public ModuleShape exporting(String inside, int types, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException(inside + " needs a reason to export " + types + " types");
    }
    Map<String, Integer> more = new HashMap<>(exceptions);
    more.put(inside, types);
    return new ModuleShape(
        name, modules, printing, connecting, inferring, exported, more, everyTypeTested);
  }

  /** The same, and each public type has to be named in a test of the module. */
  public ModuleShape withEveryTypeTested() {
    return new ModuleShape(
        name, modules, printing, connecting, inferring, exported, exceptions, true);
  }

  /** How many public types this package may have. */
  int exported(String inside) {
    return exceptions.getOrDefault(inside, exported);
  }
}
