package dev.coppice.runner;

/// The two output streams of an attempt.
public enum Stream {
  OUT,
  ERR
}
