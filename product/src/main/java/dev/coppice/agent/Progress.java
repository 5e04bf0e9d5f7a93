package dev.coppice.agent;

/// How far one agent is: counts, and a percentage from 0 to 100.
public record Progress(
    int phasesCompleted,
    int phasesTotal,
    int skillsCompleted,
    int skillsTotal,
    int gatesPassed,
    int gatesTotal,
    int percentComplete) {
  public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0);

  public Progress {
    if (percentComplete < 0 || percentComplete > 100) {
      throw new IllegalArgumentException("percentComplete is 0 to 100, not " + percentComplete);
    }
  }

  public Progress withPercent(int percent) {
    return new Progress(
        phasesCompleted,
        phasesTotal,
        skillsCompleted,
        skillsTotal,
        gatesPassed,
        gatesTotal,
        Math.clamp(percent, 0, 100));
  }
}
