package io.wavecast.service.explain;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Voice;

/**
 * One alert, from the first WARNING or CRITICAL to OK.
 *
 * @param candidate name of the rules that found it
 * @param series the series key
 * @param begin when it began, ms since the epoch
 * @param end when it ended, or the time of the last value, ms since the epoch
 * @param worst the worst state it was in
 * @param score the score at its begin
 * @param voice what was unusual then; NONE where a limit was near
 * @param reason the same as one sentence
 * @param isAgain whether it began within {@value RuleFindings#AGAIN} values after the end of the
 *     one before in its series
 */
public record Finding(
    String candidate,
    String series,
    long begin,
    long end,
    Alert.State worst,
    float score,
    Voice voice,
    String reason,
    boolean isAgain) {}
