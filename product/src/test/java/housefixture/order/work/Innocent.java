package housefixture.order.work;

public record Innocent() {}
