package dev.coppice.schedule;

import java.time.Instant;

/// A message with the time it was taken and a seed for every id it gives birth to, so that a
/// decision replays exactly.
public record Envelope(Message message, Instant at, long seed) {}
