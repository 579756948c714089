/**
 * HTML reports: {@link org.seq2time.reports.page.ReportPage} shows runs of one benchmark, {@link
 * org.seq2time.reports.page.HistoryPage} many runs over time. A page is one HTML file that is
 * self-contained and loads nothing; its policy forbids it to.
 *
 * <p>Whatever comes from models and files is written as text, isolated from the direction of the
 * text around it, and cut where it is long. The same runs give the same bytes: there is no time of
 * day in a page, and nothing of the machine that made it.
 *
 * <p>More than 20 files, because each section and each group of figures of a page is a file, and
 * nothing but whole pages is of use outside.
 */
@NullMarked
package org.seq2time.reports.page;

import org.jspecify.annotations.NullMarked;
