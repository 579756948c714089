package org.seq2time.metrics;

import org.seq2time.testing.ArchitectureRules;
import org.seq2time.testing.ModuleShape;

/** The rules of the house, as far as they are about this module. */
final class ArchitectureTest extends ArchitectureRules {

  ArchitectureTest() {
    super(
        ModuleShape.of("metrics", 6, "datasets")
            .exporting("metrics", 12, "the frame that every metric uses")
            .exporting("metrics.stats", 7, "intervals, paired tests and what they can find")
            .withEveryTypeTested());
  }
}
