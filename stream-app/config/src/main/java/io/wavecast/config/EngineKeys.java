package io.wavecast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** How the pipelines run, and what is kept on this machine. */
public final class EngineKeys {
  static final KeyRegistry ENGINE = new KeyRegistry(Group.ENGINE);
  static final KeyRegistry DATA = new KeyRegistry(Group.DATA);

  public static final Key<String> APPLICATION_ID =
      Key.of(
              ENGINE,
              "application.id",
              Type.text(
                  "1..200 of the characters a-z A-Z 0-9 . _ -, neither '.' nor '..'",
                  "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,200}"),
              Map.of(Host.SERVICE, "wavecast", Host.FLINK, "wavecast-flink"))
          .help(
              "Consumer group, and prefix of internal topics and transactional ids: instances of"
                  + " the service with the same id share the work; a Flink job must have its own");
  public static final Key<Guarantee> GUARANTEE =
      Key.both(ENGINE, "engine.guarantee", Type.oneOf(Guarantee.class), "exactly-once")
          .help(
              "What a crash may change: nothing, or for less latency some forecasts are repeated or"
                  + " missing");
  public static final Key<Integer> THREADS =
      Key.service(ENGINE, "engine.threads", Type.integer(1, 256), "2")
          .help("Stream threads of this process");
  public static final Key<Integer> BATCH_SIZE =
      Key.both(ENGINE, "batch.size", Type.integer(1, 4096), "64")
          .help("Most inputs in one run of a model");
  public static final Key<Duration> BATCH_LINGER =
      Key.both(ENGINE, "batch.linger", Type.duration("1ms", "10s"), "20ms")
          .help("Longest time that an input is pending before its batch runs");
  public static final Key<Long> STATE_MEMORY =
      Key.service(ENGINE, "state.memory", Type.bytes(0), "256m")
          .help(
              "Native memory that the state stores of this process share, beside the heap; a"
                  + " quarter of it holds writes until they are flushed. 0: no bound, about 100m"
                  + " for each partition. Below 16m the stores are slow");
  public static final Key<Double> LEVEL =
      Key.both(ENGINE, "forecast.level", Type.share(), "0.9")
          .help(
              "Share of the actual values that the intervals are meant to contain; bounded by the"
                  + " models' quantiles, 0.9 for shipped models");
  public static final Key<Duration> SHUTDOWN_TIMEOUT =
      Key.both(ENGINE, "shutdown.timeout", Type.duration("2s", "1h"), "25s")
          .help(
              "Longest time from SIGTERM or Ctrl-C to the end of the process, for the last commit,"
                  + " on Flink for the savepoint; what sends the signal must wait longer before it"
                  + " kills: Kubernetes waits 30s, Docker 10s");

  public static final Key<Path> DATA_DIR =
      Key.both(DATA, "data.dir", Type.path(), "data")
          .help(
              "Folder for engine state, checkpoints and the embedded broker's log; a start with the"
                  + " same folder resumes where the last one ended. A job submitted to a Flink"
                  + " cluster does not use it");

  private EngineKeys() {}
}
