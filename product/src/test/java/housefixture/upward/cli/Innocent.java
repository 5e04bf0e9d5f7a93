package housefixture.upward.cli;

import housefixture.upward.agent.CoreToWorld;

public record Innocent(CoreToWorld below) {}
