@NullMarked
package org.seq2time.datasets;

import org.jspecify.annotations.NullMarked;
