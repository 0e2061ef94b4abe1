package io.wavecast.deploy.grafana;

/**
 * One query of a panel.
 *
 * @param expr PromQL; may hold {@code $engine}, {@code $model}, {@code $__rate_interval} and {@code
 *     $__range}
 * @param legend what a line is called, with labels as {@code {{model}}}
 */
record Query(String expr, String legend) {}
