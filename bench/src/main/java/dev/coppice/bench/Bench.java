package dev.coppice.bench;

import java.util.List;

/// The entry of the measuring program: names one measurement, which then prints its figures.
public final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    String name = args.length == 0 ? "" : args[0];
    switch (name) {
      case "schedule" -> System.exit(ScheduleBench.run(List.of(args).subList(1, args.length)));
      case "attack" -> System.exit(AttackBench.run(List.of(args).subList(1, args.length)));
      case "serve" -> System.exit(ServeBench.run(List.of(args).subList(1, args.length)));
      default -> {
        System.err.println(
            "coppice bench: unknown measurement \"" + name + "\". Try: attack, schedule, serve.");
        System.exit(2);
      }
    }
  }
}
