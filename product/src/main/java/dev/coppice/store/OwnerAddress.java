package dev.coppice.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/// Where the owner of a repository listens, and which process it is.
///
/// @param serving whether it stays when there is nothing to do
public record OwnerAddress(
    long pid, Instant startedAt, URI address, String systemId, Path dataDir, boolean serving) {}
