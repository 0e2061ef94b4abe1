/** The wire contract: event records and topic names. Knows no Kafka and no engine. */
@NullMarked
package io.wavecast.schemas;

import org.jspecify.annotations.NullMarked;
