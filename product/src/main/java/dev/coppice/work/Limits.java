package dev.coppice.work;

import java.time.Duration;

/// What one attempt and one item may use.
///
/// @param idle how long an attempt may show no sign of life
/// @param wall how long an attempt may take
/// @param repeats how many repeated attempts one item may have, over all its agents
public record Limits(Duration idle, Duration wall, int repeats) {}
