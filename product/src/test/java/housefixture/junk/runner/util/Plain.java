package housefixture.junk.runner.util;

public record Plain() {}
