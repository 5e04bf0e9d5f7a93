package housefixture.neighbours.cli;

public record Commands() {}
