package housefixture.homeless.attic;

public record Box() {}
