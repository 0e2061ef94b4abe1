/** Reads and writes topics as any client does. */
@NullMarked
package io.wavecast.testkit.kafka;

import org.jspecify.annotations.NullMarked;
