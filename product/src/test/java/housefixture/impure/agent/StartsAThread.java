package housefixture.impure.agent;

public record StartsAThread(Thread thread) {}
