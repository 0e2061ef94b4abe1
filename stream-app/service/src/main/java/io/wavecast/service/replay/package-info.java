/** Files through the same core as the stream, without a broker. */
@NullMarked
package io.wavecast.service.replay;

import org.jspecify.annotations.NullMarked;
