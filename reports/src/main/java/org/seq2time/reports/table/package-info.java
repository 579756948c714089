/**
 * Scores as plain text tables for a terminal. Numbers are x100 as papers print them, rounded
 * half-up to two decimals; ASCII only, the same in every locale.
 */
@NullMarked
package org.seq2time.reports.table;

import org.jspecify.annotations.NullMarked;
