/** TLS by files in PEM. */
@NullMarked
package io.wavecast.kafka.tls;

import org.jspecify.annotations.NullMarked;
