package dev.coppice.work;

import java.time.Duration;

/// How failures are carried.
///
/// @param maxRetries retries of one agent before a fresh one takes over
/// @param delay the first pause before a retry after a crash or a transient failure; it doubles
/// @param escalationThreshold open escalations at which no new work is started
public record Retrying(int maxRetries, Duration delay, int escalationThreshold) {}
