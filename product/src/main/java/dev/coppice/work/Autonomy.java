package dev.coppice.work;

/// How often a person is asked.
public enum Autonomy {
  /// Never at gates: deliverables and checks decide.
  FULL,
  /// At human gates and before landing.
  SUPERVISED,
  /// After every phase.
  MANUAL
}
