/** The settings of the service as one validated record. */
@NullMarked
package io.wavecast.service.config;

import org.jspecify.annotations.NullMarked;
