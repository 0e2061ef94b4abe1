/** What every pipeline shares: raw records, dead letters, event time and failures. */
@NullMarked
package io.wavecast.core.stream;

import org.jspecify.annotations.NullMarked;
