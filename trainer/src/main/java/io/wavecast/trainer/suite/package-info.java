/**
 * The notebook's models and better ones as one suite: trained with several seeds, ranked, drawn.
 */
@NullMarked
package io.wavecast.trainer.suite;

import org.jspecify.annotations.NullMarked;
