package io.wavecast.broker.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
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
    networks(values);
    disks(values);
    return values;
  }

  private void networks(Map<String, Double> values) {
    long in = 0;
    long out = 0;
    for (NetworkIF network : networks) {
      network.updateAttributes();
      in += network.getBytesRecv();
      out += network.getBytesSent();
    }
    if (!networks.isEmpty()) {
      rate(values, "host.network.in", in / KB);
      rate(values, "host.network.out", out / KB);
    }
  }

  private void disks(Map<String, Double> values) {
    long read = 0;
    long written = 0;
    for (HWDiskStore disk : disks) {
      disk.updateAttributes();
      read += disk.getReadBytes();
      written += disk.getWriteBytes();
    }
    if (!disks.isEmpty()) {
      rate(values, "host.disk.read", read / KB);
      rate(values, "host.disk.write", written / KB);
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
