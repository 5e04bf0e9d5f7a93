package housefixture.junk.runner;

public record GitHelper() {}
