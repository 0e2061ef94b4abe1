package io.wavecast.service.metrics;

/**
 * A page of metrics.
 *
 * @param type its media type
 * @param content its text
 */
public record Exposition(String type, String content) {}
