package dev.coppice.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an agent is known to do right now. Not logged: it is gone with the process, and so is its
/// meaning.
///
/// @param heartbeat when the supervisor last saw the attempt alive
/// @param activity when the attempt last showed a sign of work
public record LiveProgress(
    int percent,
    @Nullable String phase,
    @Nullable String note,
    Instant heartbeat,
    Instant activity) {}
