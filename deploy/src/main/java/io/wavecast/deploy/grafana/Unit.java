package io.wavecast.deploy.grafana;

/** Units of values, as Grafana names them. */
enum Unit {
  /** A number of things, shortened: 12 k. */
  COUNT("sishort"),
  /** A rate: 12 k/s. */
  PER_SECOND("si:/s"),
  /** 0..1, shown as 0 to 100 %. */
  SHARE("percentunit"),
  /** A duration, shown in ms or s. */
  SECONDS("s"),
  BYTES("bytes"),
  BYTES_PER_SECOND("binBps"),
  /** A bare number, such as a score. */
  NUMBER("none");

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
