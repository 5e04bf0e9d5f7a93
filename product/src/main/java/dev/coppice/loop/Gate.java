package dev.coppice.loop;

import java.util.List;

/// What must hold after a phase before the next one starts.
///
/// @param deliverables names of the documents that must exist, e.g. `SPEC.md`
public record Gate(
    String id,
    String name,
    String afterPhase,
    boolean required,
    ApprovalType approval,
    List<String> deliverables) {
  public Gate {
    deliverables = List.copyOf(deliverables);
  }
}
