package housefixture.impure.agent;

public record ReadsTheEnvironment(String home) {
  public ReadsTheEnvironment() {
    this(System.getenv("HOME"));
  }
}
