package io.wavecast.deploy.grafana;

/**
 * One query of a panel.
 *
 * @param expr PromQL; may contain {@code $engine}, {@code $model}, {@code $__rate_interval} and
 *     {@code $__range}
 * @param legend name of a line; labels as {@code {{model}}}
 */
record Query(String expr, String legend) {}
