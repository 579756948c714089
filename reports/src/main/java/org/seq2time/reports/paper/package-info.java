/**
 * What did the paper report, and what do we get? Tables of published vs. reproduced scores.
 *
 * <p>Source: Deng et al., Seq2Time: Sequential Knowledge Transfer for Video LLM Temporal Grounding,
 * CVPR 2025. All values are percentages (CIDEr and SODA_c x100, as papers print them). A cell that
 * was not published is empty.
 */
@NullMarked
package org.seq2time.reports.paper;

import org.jspecify.annotations.NullMarked;
