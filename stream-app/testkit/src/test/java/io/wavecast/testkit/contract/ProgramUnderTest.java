package io.wavecast.testkit.contract;

import java.nio.file.Path;

/** The program of an engine and the broker that it works on. */
public interface ProgramUnderTest {
  /** Addresses of the brokers, {@code host:port,...}. */
  String bootstrapServers();

  /** Creates those topics of a configuration that are absent. */
  void createTopics(Path config);

  /**
   * Starts the program.
   *
   * @param config its configuration file
   * @param dataDir an empty folder for its files
   */
  Running start(Path config, Path dataDir);

  /** A program that has been started. */
  interface Running {
    /** Whether it has not ended. */
    boolean isAlive();

    /** What it has printed to standard error. */
    String err();

    /**
     * Stops it and waits for its end.
     *
     * @throws AssertionError with what it printed, if it has failed
     */
    void stop() throws InterruptedException;
  }
}
