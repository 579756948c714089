/**
 * The three benchmarks: their annotations, in the formats in which people have them, and the demo
 * benchmark that ships with the project.
 *
 * <p>Formats: YouCook2 in COCO caption format (TimeChat, VTG-LLM) and its official release;
 * Charades-STA's official text lines and COCO format; QVHighlights' official JSON Lines. Invariants
 * of everything read here: ids are unique, segments are ordered, non-negative and finite.
 */
@NullMarked
package org.seq2time.datasets.benchmark;

import org.jspecify.annotations.NullMarked;
