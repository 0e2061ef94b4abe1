/** The running process: its parts, their order, and how they end. */
@NullMarked
package io.wavecast.service.runtime;

import org.jspecify.annotations.NullMarked;
