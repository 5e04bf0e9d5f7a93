package dev.coppice.work;

import dev.coppice.roadmap.ModuleId;
import java.util.List;

/// What one item touches: the paths it declares and the modules it needs.
///
/// @param paths repository paths, files or folders, `/` between components; none = unknown
public record Footprint(ModuleId module, List<String> paths, List<ModuleId> dependencies) {
  public Footprint {
    paths = paths.stream().map(Footprint::normal).toList();
    dependencies = List.copyOf(dependencies);
  }

  /// Two items overlap exclusively where a declared path of one is, or contains, one of the other.
  public boolean overlaps(Footprint other) {
    return paths.stream()
        .anyMatch(mine -> other.paths.stream().anyMatch(theirs -> within(mine, theirs)));
  }

  /// Whether one of the two needs the other.
  public boolean dependsOn(Footprint other) {
    return dependencies.contains(other.module) || other.dependencies.contains(module);
  }

  private static boolean within(String a, String b) {
    return a.equals(b) || a.startsWith(b + "/") || b.startsWith(a + "/");
  }

  private static String normal(String path) {
    return path.replaceAll("^(\\./)+|/+$", "");
  }
}
