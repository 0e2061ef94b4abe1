/** HTTP: metrics, health, and the console. Closed to everything but this machine by default. */
@NullMarked
package io.wavecast.service.http;

import org.jspecify.annotations.NullMarked;
