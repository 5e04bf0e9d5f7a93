package housefixture.junk.runner;

public record Common() {}
