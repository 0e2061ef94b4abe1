/** Composers of chorales: data, networks, training, evaluation, export. */
@NullMarked
package io.wavecast.trainer.chorale;

import org.jspecify.annotations.NullMarked;
