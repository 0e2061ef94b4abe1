/** Raw events, which are aggregated into observations. */
@NullMarked
package io.wavecast.schemas.aggregate;

import org.jspecify.annotations.NullMarked;
