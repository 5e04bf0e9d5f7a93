/// Events and snapshots in SQLite, the orchestrator's file, and who owns a repository.
@NullMarked
package dev.coppice.store;

import org.jspecify.annotations.NullMarked;
