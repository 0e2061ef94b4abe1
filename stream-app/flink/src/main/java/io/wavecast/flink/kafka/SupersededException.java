package io.wavecast.flink.kafka;

import java.io.IOException;

/** An attempt of a task is no longer the newest one. */
final class SupersededException extends IOException {
  private static final long serialVersionUID = 1L;

  SupersededException(String id) {
    super(
        "another attempt of this task has begun, or another job with the same application id: "
            + id);
  }
}
