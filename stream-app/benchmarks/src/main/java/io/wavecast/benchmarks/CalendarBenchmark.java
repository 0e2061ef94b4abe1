package io.wavecast.benchmarks;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.schemas.calendar.AppliedEntries;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Which entries apply to one observation: each entry recurs daily for an hour. Times go through a
 * year minute by minute, again and again.
 */
@SuppressWarnings("NullAway.Init")
public class CalendarBenchmark extends ObservationBenchmark {
  private static final long BEGIN = 1_767_225_600_000L;
  private static final long MINUTE = 60_000;
  private static final int YEAR = 365 * 24 * 60;

  @Param({"0", "10", "100"})
  public int entries;

  private Calendar calendar;
  private int next;

  @Setup
  public void make() {
    List<String> lines =
        IntStream.range(0, entries)
            .mapToObj(
                i ->
                    "e%d group%d.* start=2024-01-01T%02d:%02d duration=1h rule=FREQ=DAILY zone=Europe/Berlin"
                        .formatted(i, i % 7, i % 24, i % 60))
            .toList();
    calendar = new Calendar(CalendarText.readAll(lines, ZoneOffset.UTC));
  }

  @Benchmark
  public AppliedEntries applied() {
    next = next + 1 == YEAR ? 0 : next + 1;
    return calendar.at("group3.host17.cpu.usage", Map.of(), BEGIN + next * MINUTE);
  }
}
