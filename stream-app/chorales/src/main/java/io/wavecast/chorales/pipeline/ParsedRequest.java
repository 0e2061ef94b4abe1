package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.event.ChoraleRequest;

/**
 * A request with the time of its record.
 *
 * @param timestamp ms since the epoch
 */
public record ParsedRequest(ChoraleRequest request, long timestamp) {}
