/** Export of metrics by OTLP, the protocol of OpenTelemetry. */
@NullMarked
package io.wavecast.service.otlp;

import org.jspecify.annotations.NullMarked;
