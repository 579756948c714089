/**
 * TimeChat's own parsers, bugs included: {@code eval/utils.py} and the formatting scripts of its
 * evaluation, for numbers that compare with published ones.
 */
@NullMarked
package org.seq2time.harness.answer.timechat;

import org.jspecify.annotations.NullMarked;
