package housefixture.junk.runner;

public record JsonUtils() {}
