package org.seq2time.reports;

import org.seq2time.testing.ArchitectureRules;
import org.seq2time.testing.ModuleShape;

/** The rules of the house, as far as they are about this module. */
final class ArchitectureTest extends ArchitectureRules {

  ArchitectureTest() {
    super(
        ModuleShape.of("reports", 7, "datasets", "metrics")
            .exporting("reports.gate", 11, "a verdict in every form that CI systems read")
            .exporting("reports.record", 13, "a run folder has many files, each with its record")
            .exporting(
                "reports.table",
                8,
                "tables of text, Markdown and CSV, one class for each kind of content"));
  }
}
