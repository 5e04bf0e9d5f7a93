package dev.coppice.worktree;

import java.time.OffsetDateTime;

/// One commit of a branch's log: its hash, the subject line, and the author's date.
public record LogEntry(Oid hash, String message, OffsetDateTime date) {}
