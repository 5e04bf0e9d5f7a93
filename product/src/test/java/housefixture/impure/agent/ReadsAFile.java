package housefixture.impure.agent;

import java.nio.file.Path;

public record ReadsAFile(Path file) {}
