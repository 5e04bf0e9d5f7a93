package housefixture.neighbours.store;

public record Rows() {}
