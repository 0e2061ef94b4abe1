package io.wavecast.broker.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.util.GlobalConfig;

/**
 * Metrics of this machine: CPU and memory in percent, load, network and disks in kB per second.
 * Values that the machine does not report are absent.
 */
final class HostSource implements LiveSource {
  private static final double KB = 1000;

  private final LongSupplier nanoClock;
  private final CentralProcessor cpu;
  private final GlobalMemory memory;
  private final List<NetworkIF> networks;
  private final List<HWDiskStore> disks;
  private final Map<String, Rate> rates = new LinkedHashMap<>();
  private long[] ticks;

  /**
   * @throws LinkageError when the machine's native library cannot be loaded
   */
  HostSource(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 20);
    HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
    cpu = hardware.getProcessor();
    memory = hardware.getMemory();
    networks = hardware.getNetworkIFs();
    disks = hardware.getDiskStores();
    ticks = cpu.getSystemCpuLoadTicks();
  }

  @Override
  public Map<String, Double> sample(long timestamp) {
    Map<String, Double> values = new LinkedHashMap<>();
    double load = cpu.getSystemCpuLoadBetweenTicks(ticks);
    ticks = cpu.getSystemCpuLoadTicks();
    put(values, "host.cpu", 100 * load);
    put(values, "host.memory", 100.0 * (1 - (double) memory.getAvailable() / memory.getTotal()));
    double average = cpu.getSystemLoadAverage(1)[0];
    if (average >= 0) {
      put(values, "host.load", average);
    }
    rates(
        values,
        networks,
        NetworkIF::updateAttributes,
        Map.of(
            "host.network.in",
            NetworkIF::getBytesRecv,
            "host.network.out",
            NetworkIF::getBytesSent));
    rates(
        values,
        disks,
        HWDiskStore::updateAttributes,
        Map.of(
            "host.disk.read",
            HWDiskStore::getReadBytes,
            "host.disk.write",
            HWDiskStore::getWriteBytes));
    return values;
  }

  /** Adds the rates of two byte counters, each summed over all devices. */
  private <T> void rates(
      Map<String, Double> values,
      List<T> devices,
      Consumer<T> update,
      Map<String, ToLongFunction<T>> counters) {
    devices.forEach(update);
    if (!devices.isEmpty()) {
      counters.forEach(
          (series, counter) ->
              rate(values, series, devices.stream().mapToLong(counter).sum() / KB));
    }
  }

  private void rate(Map<String, Double> values, String series, double count) {
    rates
        .computeIfAbsent(series, s -> new Rate())
        .next(count, nanoClock.getAsLong())
        .ifPresent(rate -> put(values, series, rate));
  }

  private static void put(Map<String, Double> values, String series, double value) {
    if (Double.isFinite(value)) {
      values.put(series, value);
    }
  }
}
