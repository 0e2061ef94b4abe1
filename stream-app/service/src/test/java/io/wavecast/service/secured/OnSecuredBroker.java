package io.wavecast.service.secured;

import io.wavecast.broker.SecuredBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A secured broker for the tests of a class. */
abstract class OnSecuredBroker {
  @TempDir static Path dir;

  static SecuredBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = SecuredBroker.start(dir);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }
}
