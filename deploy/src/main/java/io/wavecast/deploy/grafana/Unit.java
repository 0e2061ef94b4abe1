package io.wavecast.deploy.grafana;

/** Units of values, the same on every board, in Grafana's spelling. */
enum Unit {
  /** How many, shortened: 12 k. */
  COUNT("sishort"),
  /** How many a second: 12 k/s. */
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
