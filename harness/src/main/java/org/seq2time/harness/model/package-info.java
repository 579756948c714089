/**
 * What can answer? {@link org.seq2time.harness.model.VideoModel} is the contract between a run and
 * whatever answers its requests: a model bundle ({@code harness.bundle.video}) or a server ({@code
 * harness.chat}).
 */
@NullMarked
package org.seq2time.harness.model;

import org.jspecify.annotations.NullMarked;
