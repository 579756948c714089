package org.seq2time.datasets;

import org.seq2time.testing.ArchitectureRules;
import org.seq2time.testing.ModuleShape;

/** The rules of the house, as far as they are about this module. */
final class ArchitectureTest extends ArchitectureRules {

  ArchitectureTest() {
    super(
        ModuleShape.of("datasets", 9)
            .exporting("datasets.io", 11, "what every reader and writer of files shares")
            .exporting("datasets", 13, "the value types that all modules share")
            .exporting("datasets.time", 12, "every representation of time is a type"));
  }
}
