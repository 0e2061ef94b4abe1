package io.wavecast.core.stream;

import io.wavecast.schemas.BadRecordException.Reason;

/**
 * Why a record or an input goes to the dead letters.
 *
 * @param reason the class of the error
 * @param message what is wrong, for people
 */
public record Rejection(Reason reason, String message) {}
