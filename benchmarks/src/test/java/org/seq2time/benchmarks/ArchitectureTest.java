package org.seq2time.benchmarks;

import org.seq2time.testing.ArchitectureRules;
import org.seq2time.testing.ModuleShape;

/** The rules of the house, as far as they are about this module. */
final class ArchitectureTest extends ArchitectureRules {

  ArchitectureTest() {
    super(
        ModuleShape.of("benchmarks", 12, "datasets", "metrics", "reports", "harness", "fixtures")
            .printingIn("benchmarks")
            .inferringIn("benchmarks")
            .exporting("benchmarks.jmh_generated", 1_000, "written by JMH, as it needs them"));
  }
}
