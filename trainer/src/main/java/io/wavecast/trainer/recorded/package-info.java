/** Recorded series: files of users, checked row by row. */
@NullMarked
package io.wavecast.trainer.recorded;

import org.jspecify.annotations.NullMarked;
