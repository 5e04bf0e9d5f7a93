package housefixture.junk.runner;

public record ImplicitInnocent() {}
