/** Grafana's boards: their definitions, and the writer of Grafana's JSON. */
@NullMarked
package io.wavecast.deploy.grafana;

import org.jspecify.annotations.NullMarked;
