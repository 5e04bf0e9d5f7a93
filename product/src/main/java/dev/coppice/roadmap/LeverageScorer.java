package dev.coppice.roadmap;

/// Turns what is known of a module into one number.
///
/// Both formulas share their inputs. Scores are rounded half up, and what is rounded is also what
/// is compared, so an order can always be read off the printed numbers.
public enum LeverageScorer {
  /// Weights add up to one: 0 to 10, foundations first. Rounded to two decimals, which is exact for
  /// these inputs.
  WEIGHTED(100) {
    @Override
    double combine(Reasoning given) {
      return benefit(given) + 0.10 * (10 - given.time()) + 0.10 * (10 - given.effort());
    }
  },

  /// Benefit divided by cost, rounded to one decimal. Kept for those who compare with older
  /// numbers; it ranks a layer-4 module above a foundation.
  RATIO(10) {
    @Override
    double combine(Reasoning given) {
      return benefit(given) / Math.max(given.time() * 0.10 + given.effort() * 0.10, 0.1);
    }
  };

  /// Transitive dependents beyond this many no longer raise a score.
  public static final int DEPENDENTS_THAT_COUNT = 5;

  private final double steps;

  LeverageScorer(double steps) {
    this.steps = steps;
  }

  abstract double combine(Reasoning given);

  private static double benefit(Reasoning given) {
    return given.dreamStateAlignment() * 0.40
        + given.downstreamUnlock() * 0.25
        + given.likelihood() * 0.15;
  }

  /// The score for these inputs.
  public double score(Reasoning given) {
    return Math.round(combine(given) * steps) / steps;
  }

  /// The score of a module with this many transitive dependents.
  public LeverageScore score(RoadmapModule module, int dependents) {
    Reasoning reasoning = reasoning(module, dependents);
    return new LeverageScore(
        module.id(),
        module.name(),
        module.layer(),
        module.description(),
        score(reasoning),
        reasoning);
  }

  /// The score of a module of an index.
  ///
  /// @throws UnknownModuleException if the index has no such module
  public LeverageScore score(RoadmapIndex index, ModuleId id) {
    return score(index.module(id), index.countedDependents(id));
  }

  static Reasoning reasoning(RoadmapModule module, int dependents) {
    int layer = module.layer();
    return new Reasoning(
        layer == 0 ? 10 : Math.max(10 - 1.5 * layer, 3),
        Math.min((double) dependents / DEPENDENTS_THAT_COUNT, 1) * 10,
        Math.min(7 + Math.max(0, 3 - module.dependsOn().size()), 10),
        time(module.description().length()),
        layer == 0 ? 7 : Math.max(3, 7 - layer));
  }

  private static double time(int descriptionLength) {
    if (descriptionLength < 100) {
      return 3;
    }
    return descriptionLength < 200 ? 5 : 7;
  }
}
