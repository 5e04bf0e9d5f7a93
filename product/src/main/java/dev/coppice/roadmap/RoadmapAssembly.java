package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes modules of drafts: drops second ones of the same id, finds what each mention means, and
/// has the whole checked. Both file formats end here, so they obey the same rules.
final class RoadmapAssembly {
  private static final int NAME_PARTS = 4;

  private final Problems problems;
  private final Map<ModuleId, ModuleDraft> drafts = new LinkedHashMap<>();
  private final Map<String, ModuleId> byIdSlug = new HashMap<>();
  private final Map<String, ModuleId> byName = new HashMap<>();
  private final Set<String> ambiguousNames = new HashSet<>();
  private final NearestName nearest;

  private RoadmapAssembly(List<ModuleDraft> all, Problems problems) {
    this.problems = problems;
    all.forEach(this::add);
    drafts.values().forEach(this::addNames);
    nearest = new NearestName(drafts.keySet());
  }

  static List<RoadmapModule> modules(List<ModuleDraft> all, Problems problems) {
    if (all.isEmpty()) {
      problems.error(
          Place.START,
          "The roadmap has no modules.",
          "Add a heading such as \"## Layer 0\" and below it a table with the columns Module,"
              + " Description and Depends On.");
    }
    RoadmapAssembly assembly = new RoadmapAssembly(all, problems);
    List<ModuleDraft> kept = List.copyOf(assembly.drafts.values());
    List<RoadmapModule> modules = kept.stream().map(assembly::module).toList();
    List<Place> places = kept.stream().map(ModuleDraft::place).toList();
    new RelationChecks(modules, places, problems).run();
    return modules;
  }

  private void add(ModuleDraft draft) {
    ModuleDraft first = drafts.putIfAbsent(draft.id(), draft);
    if (first != null) {
      problems.error(
          draft.place(),
          "Module %s is a second module of the id %s, which line %d has already."
              .formatted(
                  Problems.quoted(draft.name()),
                  Problems.quoted(draft.id().value()),
                  first.place().line()),
          "Give one of the two another name.");
    }
  }

  private void addNames(ModuleDraft draft) {
    byIdSlug.putIfAbsent(InlineText.slug(draft.id().value()), draft.id());
    String name = InlineText.slug(InlineText.name(draft.name()));
    ModuleId other = byName.putIfAbsent(name, draft.id());
    if (other != null) {
      ambiguousNames.add(name);
    }
  }

  private RoadmapModule module(ModuleDraft draft) {
    return new RoadmapModule(
        draft.id(),
        draft.name(),
        draft.description(),
        draft.layer(),
        draft.status(),
        dependencies(draft),
        unlocks(draft),
        draft.place().line());
  }

  private List<Dependency> dependencies(ModuleDraft draft) {
    Set<ModuleId> seen = new HashSet<>();
    List<Dependency> dependencies = new ArrayList<>();
    for (Mention mention : mentions(draft.dependsOn())) {
      Optional<Dependency> dependency = dependency(draft, mention);
      if (dependency.isPresent() && !seen.add(dependency.get().module())) {
        problems.warning(
            mention.place(),
            "Module %s lists the dependency %s twice."
                .formatted(Problems.quoted(draft.name()), Problems.quoted(mention.name())),
            "Remove one of the two.");
      } else {
        dependency.ifPresent(dependencies::add);
      }
    }
    return dependencies;
  }

  private Optional<Dependency> dependency(ModuleDraft draft, Mention mention) {
    Optional<ModuleId> known = known(mention);
    Optional<ModuleId> named = known.or(() -> ModuleId.find(InlineText.slug(mention.name())));
    boolean external = mention.isExternal();
    if (known.isEmpty() && (!external || named.isEmpty())) {
      problems.error(
          mention.place(),
          "Module %s depends on %s, which is no module of this roadmap."
              .formatted(Problems.quoted(draft.name()), Problems.quoted(mention.name())),
          nearest
              .to(InlineText.slug(mention.name()))
              .map(near -> "Did you mean " + Problems.quoted(near) + "? ")
              .orElse("")
              .concat("Name a module of the roadmap, or add \"(exists)\" if it lies outside."));
    }
    return named.map(module -> new Dependency(module, external));
  }

  private List<ModuleId> unlocks(ModuleDraft draft) {
    Set<ModuleId> unlocks = new LinkedHashSet<>();
    for (Mention mention : mentions(draft.unlocks())) {
      known(mention)
          .or(() -> ModuleId.find(InlineText.slug(mention.name())))
          .ifPresentOrElse(
              unlocks::add,
              () ->
                  problems.warning(
                      mention.place(),
                      "Unlocks of module %s says %s, which cannot be a module's name."
                          .formatted(
                              Problems.quoted(draft.name()), Problems.quoted(mention.name())),
                      "List module names, separated by commas."));
    }
    return List.copyOf(unlocks);
  }

  /// The mentions that name something. Neighbours that name no module apart but one together are
  /// one: a name may have a comma in it.
  private List<Mention> mentions(List<Mention> raw) {
    List<Mention> mentions = new ArrayList<>();
    int i = 0;
    while (i < raw.size()) {
      Mention mention = raw.get(i);
      int parts = known(mention).isPresent() ? 1 : partsOfOneName(raw, i);
      for (int part = 1; part < parts; part++) {
        mention = mention.joined(raw.get(i + part));
      }
      if (parts > 1 || known(mention).isPresent() || !mention.saysNone()) {
        mentions.add(mention);
      }
      i += parts;
    }
    return mentions;
  }

  private int partsOfOneName(List<Mention> raw, int start) {
    Mention joined = raw.get(start);
    for (int parts = 2; parts <= NAME_PARTS && start + parts <= raw.size(); parts++) {
      joined = joined.joined(raw.get(start + parts - 1));
      if (known(joined).isPresent()) {
        return parts;
      }
    }
    return 1;
  }

  /// An id as written goes before an id in other letters, and that before a name; a name that two
  /// modules share names neither.
  private Optional<ModuleId> known(Mention mention) {
    Optional<ModuleId> exact = ModuleId.find(mention.raw()).filter(drafts::containsKey);
    if (exact.isPresent()) {
      return exact;
    }
    String slug = InlineText.slug(mention.name());
    return Optional.ofNullable(byIdSlug.get(slug))
        .or(() ->
            Optional.ofNullable(byName.get(slug)).filter(_ -> !ambiguousNames.contains(slug)));
  }
}
