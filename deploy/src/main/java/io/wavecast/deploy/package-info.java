/**
 * Writes grafana/ from what is declared in code, and checks what is deployed around the service.
 */
@NullMarked
package io.wavecast.deploy;

import org.jspecify.annotations.NullMarked;
