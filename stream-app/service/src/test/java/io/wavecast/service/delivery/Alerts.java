package io.wavecast.service.delivery;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.util.List;
import java.util.stream.Stream;

/** Alert changes for tests. */
final class Alerts {
  static final long STARTED = 1_700_000_000_000L;

  private Alerts() {}

  /** The notices of changes. */
  static List<Notice> notices(Alert... changes) {
    return Stream.of(changes).map(change -> Notices.ofAlert(AlertCodec.write(change))).toList();
  }

  /** A change one minute after the last one of a series' incident. */
  static Alert change(String series, State previous, State state) {
    long since = STARTED + 60_000L * state.ordinal();
    return new Alert(
        Alert.idOf(series, since, state),
        series,
        state,
        previous,
        Math.max(since, STARTED + (state == State.OK ? 600_000 : 0)),
        STARTED,
        2.5f,
        state == State.OK || state == State.RECOVERING
            ? Cause.of(Cause.Code.ENDED)
            : Cause.of("record", Direction.ABOVE),
        "default",
        "3 of 5 scores above 1");
  }
}
