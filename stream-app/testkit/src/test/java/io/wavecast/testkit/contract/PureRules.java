package io.wavecast.testkit.contract;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What records and pipeline of a module may not use: they are as pure as core. */
public final class PureRules {
  @ArchTest
  static final ArchRule READS_NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule KNOWS_NO_ENGINE_MODEL_RUNTIME_THREAD_OR_FILE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.apache..",
                      "ai.onnxruntime..",
                      "io.wavecast.config..",
                      "io.wavecast.onnx..",
                      "java.util.concurrent..",
                      "java.nio.file..",
                      "java.net..")
                  .and(not(assignableTo(IOException.class))));

  private PureRules() {}
}
