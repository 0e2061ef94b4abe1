/** The operator's benchmark: labelled series, judged by the alerts that fire. */
@NullMarked
package io.wavecast.trainer.alerts;

import org.jspecify.annotations.NullMarked;
