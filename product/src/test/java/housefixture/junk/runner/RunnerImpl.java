package housefixture.junk.runner;

public record RunnerImpl() {}
