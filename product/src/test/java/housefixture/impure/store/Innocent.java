package housefixture.impure.store;

import java.nio.file.Path;
import java.time.Clock;

public record Innocent(Path file, Clock clock) {}
