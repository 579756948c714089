package org.seq2time.harness;

import org.seq2time.testing.ArchitectureRules;
import org.seq2time.testing.ModuleShape;

/** The rules of the house, as far as they are about this module. */
final class ArchitectureTest extends ArchitectureRules {

  ArchitectureTest() {
    super(
        ModuleShape.of("harness", 9, "datasets", "metrics", "reports")
            .printingIn("harness.cli")
            .connectingIn("harness.chat")
            .inferringIn("harness.decode")
            .exporting("harness.decode", 19, "the decoding core with its results and failures")
            .exporting("harness.video", 10, "a reader with its pictures, sizes and faults")
            .exporting("harness.graph", 13, "what a graph declares, one record for each part")
            .exporting("harness.bundle", 15, "what a folder of graphs says about itself")
            .exporting(
                "harness.cli.shared", 14, "options that commands of several packages share"));
  }
}
