/**
 * What does a report need to know of a task? Which score speaks for a run, what an IoU is counted
 * over, and which prediction is held against which truth: {@link
 * org.seq2time.reports.task.ReportedTask}.
 */
@NullMarked
package org.seq2time.reports.task;

import org.jspecify.annotations.NullMarked;
