package io.wavecast.core.chorale;

import io.wavecast.schemas.chorale.ChoraleRequest;

/**
 * A request with the time of its record.
 *
 * @param timestamp ms since the epoch
 */
public record ParsedRequest(ChoraleRequest request, long timestamp) {}
