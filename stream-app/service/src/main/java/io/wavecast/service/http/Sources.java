package io.wavecast.service.http;

import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.metrics.Exposition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The data behind the pages. Thread-safe.
 *
 * @param metrics the exposition for a request's Accept header
 * @param health whether it works
 * @param console what the console asks for
 */
public record Sources(
    Function<@Nullable String, Exposition> metrics, Health health, ConsoleApi console) {}
