/** The notebook's ladder of models as one suite: trained with several seeds, ranked, drawn. */
@NullMarked
package io.wavecast.trainer.suite;

import org.jspecify.annotations.NullMarked;
