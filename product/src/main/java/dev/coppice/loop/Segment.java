package dev.coppice.loop;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Phases with no gate between them, worked by one attempt, and the gate that closes them.
public record Segment(List<Phase> phases, @Nullable Gate gate) {
  public Segment {
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a segment has at least one phase");
    }
    phases = List.copyOf(phases);
  }

  /// The phase names as a person reads them: `IMPLEMENT+VERIFY`.
  public String label() {
    return phases.stream().map(Phase::name).collect(Collectors.joining("+"));
  }

  /// Documents the attempt must leave behind.
  public List<String> deliverables() {
    return gate == null ? List.of() : gate.deliverables();
  }

  /// How many skills the phases name.
  public int skillCount() {
    return phases.stream().mapToInt(phase -> phase.skills().size()).sum();
  }
}
