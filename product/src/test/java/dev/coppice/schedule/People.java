package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.event.InboxItem;
import dev.coppice.roadmap.ModuleId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// What people and programs do to a system, sensible or not.
final class People {
  private final Simulation simulation;
  private final Random random;
  private final int favourite;

  People(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random;
    this.favourite = random.nextInt(26);
  }

  void act() {
    act(random.nextInt(3) == 0 ? favourite : random.nextInt(26));
  }

  private void act(int what) {
    switch (what) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> answerOne();
      case 8 -> take(new Message.Pause());
      case 9, 10, 11 -> take(new Message.Resume());
      case 12 -> take(new Message.Terminate(someAgent()));
      case 13 -> take(new Message.ClaimDone(someAgent()));
      case 14 -> take(new Message.ClaimFailed(someAgent(), "it is nonsense"));
      case 15 -> take(new Message.ClaimBlocked(someAgent(), "it needs a key"));
      case 16 -> take(new Message.Spawn(someModule(), null, null, null));
      case 17 -> take(new Message.Land(someModule(), "ann"));
      case 18 -> landBranch();
      case 19 -> take(new Message.RunCycle(1 + random.nextInt(6)));
      case 20 -> push();
      case 21 -> simulation.readAgain(random.nextBoolean());
      case 22 -> take(new Message.UseWorktree(someModule()));
      case 23 -> beginAgain();
      case 24 -> shutdownWhileLanding();
      default -> {
        if (random.nextInt(6) == 0) {
          take(new Message.Shutdown());
        } else {
          push();
        }
      }
    }
  }

  private void take(Message message) {
    Decision _ = simulation.take(message);
  }

  private void answerOne() {
    List<InboxItem> open = simulation.state().inboxInOrder();
    if (open.isEmpty()) {
      return;
    }
    InboxItem item = open.get(random.nextInt(open.size()));
    String word =
        item.options().isEmpty() || random.nextInt(12) == 0
            ? "perhaps"
            : item.options().get(random.nextInt(item.options().size()));
    take(new Message.Answer(item.id(), random.nextBoolean() ? word : word + ": please", "ann"));
  }

  /// Someone is impatient: the agent is ended and the module asked for again at once.
  private void beginAgain() {
    simulation.state().liveAgents().stream()
        .min(java.util.Comparator.comparing(Agent::id))
        .ifPresent(agent -> {
          take(new Message.Terminate(agent.id()));
          take(new Message.Spawn(agent.module(), null, null, null));
        });
  }

  private void shutdownWhileLanding() {
    if (simulation.state().landings().values().stream()
        .anyMatch(landing -> landing.step() instanceof Landing.Step.Advancing)) {
      push();
      take(new Message.Shutdown());
    }
  }

  private AgentId someAgent() {
    List<Agent> agents = simulation.state().agentsInOrder();
    return agents.isEmpty() || random.nextInt(20) == 0
        ? new AgentId(new UUID(random.nextLong(), random.nextLong()))
        : agents.get(random.nextInt(agents.size())).id();
  }

  private ModuleId someModule() {
    return new ModuleId("m" + random.nextInt(10));
  }

  private void landBranch() {
    ModuleId module = someModule();
    boolean free = simulation.take(new Message.UseWorktree(module)).refusal() == null;
    if (free) {
      simulation.world.tip(module).ifPresent(tip -> take(new Message.LandBranch(module, tip)));
    }
  }

  /// Someone pushes to the target past us: mostly sound, sometimes red.
  void push() {
    if (!simulation.world.isWild() || random.nextInt(4) == 0) {
      simulation.world.git.mend();
    } else {
      String content = (random.nextInt(4) == 0 ? "red" : "ok") + " by hand " + random.nextInt(1000);
      simulation.world.git.push(random.nextBoolean() ? "shared" : "README", content);
    }
  }

  /// Asks again for modules that were given up, each once.
  boolean releaseHeld(Set<String> released) {
    List<ModuleId> held = simulation.state().held().keySet().stream().sorted().toList();
    boolean any = false;
    for (ModuleId module : held) {
      if (released.add(module.value())) {
        any = true;
        take(new Message.Spawn(module, null, null, null));
      }
    }
    return any;
  }
}
