package io.wavecast.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.incident.FaultSimulation.Fault;
import io.wavecast.schemas.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How well faults become incidents; a few of them, unless {@code -Dwavecast.faults=100} asks for
 * more.
 */
class FaultSimulationTest {
  private static final long SEED = Long.getLong("wavecast.seed", 20261126);
  private static final int FAULTS = Integer.getInteger("wavecast.faults", 8);

  @Test
  void a_fault_is_one_incident_its_shared_label_first_within_5_s_of_the_second_alert() {
    FaultSimulation simulation = new FaultSimulation(SEED);
    List<List<Fault>> rounds = simulation.faults(FAULTS, 1);
    simulation.join();

    List<String> failures = new ArrayList<>();
    for (List<Fault> round : rounds) {
      Fault fault = round.get(0);
      List<Incident> incidents = simulation.of(fault);
      String why =
          incidents.size() != 1
              ? incidents.size() + " incidents"
              : incidents.get(0).members() < fault.onsets().size()
                  ? "incomplete"
                  : !label(incidents.get(0)).equals(fault.label())
                      ? "label " + label(incidents.get(0))
                      : simulation.isRaised(fault) ? "" : "late";
      if (!why.isEmpty()) {
        failures.add(fault.label() + " of " + fault.onsets().size() + ": " + why);
      }
    }
    assertThat(failures).as("seed %d", SEED).hasSizeLessThanOrEqualTo(FAULTS / 50);
  }

  @Test
  void two_faults_at_once_stay_apart() {
    FaultSimulation simulation = new FaultSimulation(SEED);
    List<List<Fault>> rounds = simulation.faults(FAULTS, 2);
    simulation.join();

    List<String> failures = new ArrayList<>();
    for (List<Fault> round : rounds) {
      boolean apart =
          round.stream()
              .allMatch(
                  fault ->
                      simulation.of(fault).stream()
                          .anyMatch(
                              i ->
                                  label(i).equals(fault.label())
                                      && 2 * i.members() > fault.onsets().size()));
      if (!apart) {
        failures.add(
            round.stream().map(f -> f.label() + " of " + f.onsets().size()).toList().toString());
      }
    }
    assertThat(failures).as("seed %d", SEED).hasSizeLessThanOrEqualTo(FAULTS / 20);
  }

  private static String label(Incident incident) {
    return incident.labels().isEmpty()
        ? "none"
        : incident.labels().get(0).name() + "=" + incident.labels().get(0).value();
  }
}
