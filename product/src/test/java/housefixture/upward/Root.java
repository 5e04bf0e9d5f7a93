package housefixture.upward;

public record Root() {}
