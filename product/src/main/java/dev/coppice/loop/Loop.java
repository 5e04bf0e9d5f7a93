package dev.coppice.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How one module is worked: phases in order, gates between them.
public record Loop(
    String id,
    String name,
    String version,
    String description,
    List<Phase> phases,
    List<Gate> gates) {
  public Loop {
    if (id.isBlank() || phases.isEmpty()) {
      throw new IllegalArgumentException("loop \"" + id + "\" needs an id and at least one phase");
    }
    phases = List.copyOf(phases);
    gates = List.copyOf(gates);
    for (Gate gate : gates) {
      if (phases.stream().noneMatch(phase -> phase.name().equals(gate.afterPhase()))) {
        throw new IllegalArgumentException(
            "gate \"%s\" of loop \"%s\" stands after phase \"%s\", which the loop does not have"
                .formatted(gate.id(), id, gate.afterPhase()));
      }
    }
  }

  /// A loop of one phase and no gate, for an id whose definition is gone.
  public static Loop plain(String id) {
    return new Loop(
        id,
        id,
        "0",
        "Its definition is gone.",
        List.of(new Phase("IMPLEMENT", List.of())),
        List.of());
  }

  /// The phases cut at the gates. At most one gate per phase is honoured: the first.
  public List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    List<Phase> open = new ArrayList<>();
    for (Phase phase : phases) {
      open.add(phase);
      Optional<Gate> gate = gateAfter(phase);
      if (gate.isPresent()) {
        segments.add(new Segment(open, gate.get()));
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      segments.add(new Segment(open, null));
    }
    return List.copyOf(segments);
  }

  private Optional<Gate> gateAfter(Phase phase) {
    return gates.stream()
        .filter(gate -> gate.required() && gate.afterPhase().equals(phase.name()))
        .findFirst();
  }

  /// Skills of all phases together.
  public int skillCount() {
    return phases.stream().mapToInt(phase -> phase.skills().size()).sum();
  }
}
