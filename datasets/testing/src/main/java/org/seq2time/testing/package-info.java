/**
 * What the tests of every module share: the rules of the house, and damage for files.
 *
 * <p>A module and not a folder of test sources, because test classes of one module are not seen by
 * another without a test jar, which the launcher's build without tests does not have. It knows no
 * other module, and no other module uses it outside its tests.
 */
@NullMarked
package org.seq2time.testing;

import org.jspecify.annotations.NullMarked;
