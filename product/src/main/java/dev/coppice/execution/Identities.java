package dev.coppice.execution;

/// The names commits carry. Local on purpose: nothing here claims to be a person.
public final class Identities {
  public static final String EMAIL = "coppice@localhost";
  public static final String ORCHESTRATOR = "Coppice";

  private Identities() {}

  static String agentName(String agent) {
    return agent.replaceAll("[<>\\p{Cntrl}]", "") + " (Coppice agent)";
  }
}
