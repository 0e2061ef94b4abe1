package io.wavecast.config;

/** Whether absent topics are created by the program that needs them. */
public enum TopicCreation {
  AUTO,
  NEVER
}
