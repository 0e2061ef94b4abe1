/** Grafana's boards as code: a small description of each, and the JSON that Grafana reads. */
@NullMarked
package io.wavecast.deploy.grafana;

import org.jspecify.annotations.NullMarked;
