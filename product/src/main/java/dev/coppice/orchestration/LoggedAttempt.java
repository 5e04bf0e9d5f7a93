package dev.coppice.orchestration;

import dev.coppice.agent.AttemptId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt or check of an agent, and how much of its output there is.
///
/// @param kind `agent`: the agent program itself; `check`: a check or a setup command of ours
/// @param title what it works on or checks, for people
/// @param intendedAt when it was decided
/// @param endedAt absent while it runs
/// @param end how it ended, in one word
/// @param out bytes of its standard output
/// @param err bytes of its standard error
public record LoggedAttempt(
    AttemptId attemptId,
    String kind,
    String title,
    Instant intendedAt,
    @Nullable Instant endedAt,
    @Nullable String end,
    long out,
    long err) {}
