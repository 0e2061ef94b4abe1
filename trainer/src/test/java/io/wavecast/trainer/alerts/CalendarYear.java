package io.wavecast.trainer.alerts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The year 2026 of a service in Berlin, hour by hour: the day, the week, noise, a slow trend. On
 * ten holidays there is a quarter of the load, and on the second Tuesday of each month the service
 * stands still from 22:00 to 02:00. Some faults of six hours, far from those.
 */
final class CalendarYear {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final int FAULT = 6;

  private static final List<String> HOLIDAYS =
      List.of(
          "01-06", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "11-01", "12-25", "12-26");
  private static final long BEGIN = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZONE).toEpochSecond();
  static final int HOURS = 365 * 24;

  private static final int FAULTS = 3;

  /** Before which there is no fault, since little is known of the series. */
  private static final int KNOWN = 60 * 24;

  /** Between a fault and other times that are not usual. */
  private static final int APART = 72;

  static final List<String> ENTRIES = entries();

  private final String name;
  private final float[] values = new float[HOURS];
  private final Set<Integer> faults = new TreeSet<>();

  CalendarYear(String name, long seed) {
    this.name = name;
    Random random = new Random(seed);
    double level = 100 * Math.exp(random.nextGaussian());
    double day = 0.2 + 0.4 * random.nextDouble();
    double weekend = 0.4 + 0.5 * random.nextDouble();
    double noise = 0.02 + 0.06 * random.nextDouble();
    double peak = 10 + 8 * random.nextDouble();
    double trend = 0.2 * random.nextGaussian();
    while (faults.size() < FAULTS) {
      int hour = KNOWN + random.nextInt(HOURS - KNOWN - APART);
      if (isUsual(hour)) {
        faults.add(hour);
      }
    }
    for (int hour = 0; hour < HOURS; hour++) {
      ZonedDateTime at = at(hour);
      double load =
          1 + day * Math.cos(2 * Math.PI * (at.getHour() - peak) / 24) + trend * hour / HOURS;
      boolean rest = at.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
      load *= isHoliday(at) ? 0.25 : rest ? weekend : 1;
      load *= 1 + noise * random.nextGaussian();
      values[hour] = (float) (isMaintained(at) ? 0 : level * load * fault(hour));
    }
  }

  private static List<String> entries() {
    List<String> entries = new ArrayList<>();
    entries.add("patching * start=2026-01-13T22:00 duration=4h rule=FREQ=MONTHLY;BYDAY=2TU");
    HOLIDAYS.forEach(day -> entries.add("day-%s * start=2026-%s".formatted(day, day)));
    return entries;
  }

  /** Half of the faults are outages, the others overloads. */
  private double fault(int hour) {
    int index = 0;
    for (int fault : faults) {
      if (hour >= fault && hour < fault + FAULT) {
        return index % 2 == 0 ? 0 : 3;
      }
      index++;
    }
    return 1;
  }

  private boolean isUsual(int hour) {
    for (int h = hour - APART; h < hour + FAULT + APART; h++) {
      if (isSpecial(h)) {
        return false;
      }
    }
    return faults.stream().noneMatch(other -> Math.abs(other - hour) < 4 * APART);
  }

  /** Whether an hour is one of a holiday or of maintenance. */
  boolean isSpecial(int hour) {
    return isHoliday(at(hour)) || isMaintained(at(hour));
  }

  private static boolean isHoliday(ZonedDateTime at) {
    return HOLIDAYS.contains(at.toLocalDate().toString().substring(5));
  }

  private static boolean isMaintained(ZonedDateTime at) {
    LocalDate evening = at.minusHours(12).toLocalDate();
    return evening.getDayOfWeek() == DayOfWeek.TUESDAY
        && (evening.getDayOfMonth() - 1) / 7 == 1
        && (at.getHour() >= 22 || at.getHour() < 2);
  }

  private static ZonedDateTime at(int hour) {
    return Instant.ofEpochMilli(timeOf(hour)).atZone(ZONE);
  }

  static long timeOf(int hour) {
    return (BEGIN + 3600L * hour) * 1000;
  }

  int hourOf(long time) {
    return (int) ((time / 1000 - BEGIN) / 3600);
  }

  String name() {
    return name;
  }

  float[] values() {
    return values;
  }

  Set<Integer> faults() {
    return faults;
  }
}
