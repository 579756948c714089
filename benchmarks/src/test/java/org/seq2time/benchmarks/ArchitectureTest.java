package org.seq2time.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the house; this module sees all others. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.seq2time");

  @Test
  void modulesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("datasets")
        .definedBy("org.seq2time.datasets..")
        .layer("metrics")
        .definedBy("org.seq2time.metrics..")
        .layer("reports")
        .definedBy("org.seq2time.reports..")
        .layer("harness")
        .definedBy("org.seq2time.harness..")
        .layer("benchmarks")
        .definedBy("org.seq2time.benchmarks..")
        .whereLayer("benchmarks")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("harness")
        .mayOnlyBeAccessedByLayers("benchmarks")
        .whereLayer("reports")
        .mayOnlyBeAccessedByLayers("harness", "benchmarks")
        .whereLayer("metrics")
        .mayOnlyBeAccessedByLayers("reports", "harness", "benchmarks")
        .check(CLASSES);
  }

  @Test
  void harnessPackagesAreFreeOfCycles() {
    slices().matching("org.seq2time.harness.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.seq2time.reports.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void datasetsPackagesAreFreeOfCycles() {
    slices().matching("org.seq2time.datasets.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices()
        .matching("org.seq2time.datasets.sequence.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void onlyTheProgramItselfPrintsOrExits() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.seq2time.harness.cli..", "org.seq2time.benchmarks..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void onlyChatOpensConnections() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.seq2time.harness.chat")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..")
        .check(CLASSES);
  }

  @Test
  void onlyTheDecodingCoreAndItsComparisonCallOnnxRuntime() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.seq2time.harness.decode..", "org.seq2time.benchmarks..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..")
        .check(CLASSES);
  }

  @Test
  void classesAreFinalUnlessMadeForMore() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .and()
        .resideOutsideOfPackage("org.seq2time.benchmarks..")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Path home = Path.of(System.getProperty("seq2time.home", ".."));
    List<Path> without;
    try (Stream<Path> folders =
        Stream.of("datasets", "metrics", "reports", "harness", "benchmarks")
            .map(module -> home.resolve(module).resolve("src/main/java"))
            .flatMap(ArchitectureTest::walk)) {
      without =
          folders
              .filter(Files::isDirectory)
              .filter(folder -> walk(folder, 1).anyMatch(f -> f.toString().endsWith(".java")))
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
    }
    assertThat(without).isEmpty();
  }

  private static Stream<Path> walk(Path folder) {
    return walk(folder, Integer.MAX_VALUE);
  }

  private static Stream<Path> walk(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
