package housefixture.upward.store;

public record Rows() {}
