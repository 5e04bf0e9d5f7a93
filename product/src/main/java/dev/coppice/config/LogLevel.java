package dev.coppice.config;

/// From which weight on a message is logged.
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
