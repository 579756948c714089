package org.seq2time.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The rules of the house, kept by each module's own build: its test of architecture extends this
 * class and says what is the module's own. The working directory is the module's folder, as Maven's
 * tests have it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // Classes are read once for all rules.
public abstract class ArchitectureRules {

  private static final String ROOT = "org.seq2time.";

  private final ModuleShape shape;
  private final Sources sources = new Sources(Path.of("src"));

  /** The main classes alone: what is compiled into the folder of this test is left out. */
  private final JavaClasses classes;

  /** Rules for this module. */
  protected ArchitectureRules(ModuleShape shape) {
    this.shape = shape;
    String tests = place(getClass()).toString();
    // Names of other modules' classes are enough; reading those as well takes most of the time.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    classes =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains(tests))
            .importPackages(ROOT + shape.name());
  }

  private static Path place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException(type + " has no place");
    }
    try {
      URL place = source.getLocation();
      return Path.of(place.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void thereAreClassesToRule() {
    assertThat(classes).isNotEmpty();
    assertThat(classes.stream().map(JavaClass::getSimpleName)).doesNotContain("ArchitectureTest");
    assertThat(sources.main()).isNotEmpty();
  }

  @Test
  public void moduleUsesOnlyThoseBelowIt() {
    String[] allowed =
        Stream.concat(Stream.of(shape.name()), shape.modules().stream())
            .map(ArchitectureRules::with)
            .toArray(String[]::new);
    Set<String> others =
        classes.stream()
            .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
            .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
            .filter(p -> p.startsWith(ROOT))
            .filter(p -> Stream.of(allowed).noneMatch(a -> isInside(p, a)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(others).as("packages of modules that %s may not use", shape.name()).isEmpty();
  }

  /** Every package by its full name: neither a module's root nor a nested package is left out. */
  @Test
  public void packagesAreFreeOfCycles() {
    slices()
        .matching("org.seq2time.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  public void packagesExportFewTypes() {
    Map<String, Long> exported =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .collect(
                Collectors.groupingBy(
                    c -> c.getPackageName().substring(ROOT.length()),
                    TreeMap::new,
                    Collectors.counting()));
    exported.entrySet().removeIf(e -> e.getValue() <= shape.exported(e.getKey()));
    assertThat(exported).as("packages with more public types than they may have").isEmpty();
    assertThat(shape.exceptions().keySet())
        .as("packages that have a cap of their own")
        .allMatch(p -> !classes.that(in(ROOT + p)).isEmpty());
  }

  private static DescribedPredicate<JavaClass> in(String name) {
    return JavaClass.Predicates.resideInAPackage(name);
  }

  @Test
  public void onlyTheProgramItselfPrintsOrExits() {
    noClasses()
        .that()
        .resideOutsideOfPackages(with(shape.printing()))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  public void onlyChatOpensConnections() {
    noClasses()
        .that()
        .resideOutsideOfPackages(with(shape.connecting()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  public void onlyTheDecodingCoreAndItsComparisonCallOnnxRuntime() {
    noClasses()
        .that()
        .resideOutsideOfPackages(with(shape.inferring()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  public void classesAreFinalUnlessMadeForMore() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .and()
        .resideOutsideOfPackage("org.seq2time.benchmarks..")
        .and(describe("are not sealed", (JavaClass c) -> !c.reflect().isSealed()))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  public void everyPackageSaysWhatItIsFor() {
    assertThat(sources.packagesWithoutInfo()).isEmpty();
  }

  @Test
  public void largePackagesSayWhyTheyAre() {
    assertThat(sources.largePackagesWithoutReason())
        .as("packages of more than %d files: %s", Sources.MOST_FILES, Sources.EXPECTED)
        .isEmpty();
  }

  @Test
  public void publicTypesAreTested() {
    if (shape.everyTypeTested()) {
      List<String> types =
          classes.stream()
              .filter(JavaClass::isTopLevelClass)
              .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
              .map(JavaClass::getSimpleName)
              .toList();
      assertThat(sources.unnamedInTests(types)).as("public types that no test names").isEmpty();
    }
  }

  private static String[] with(List<String> packages) {
    return packages.stream().map(ArchitectureRules::with).toArray(String[]::new);
  }

  /** A package with all inside it, as ArchUnit writes it. */
  private static String with(String name) {
    return ROOT + name + "..";
  }

  private static boolean isInside(String name, String pattern) {
    String root = pattern.substring(0, pattern.length() - "..".length());
    return name.equals(root) || name.startsWith(root + ".");
  }
}
