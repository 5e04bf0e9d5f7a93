package dev.coppice.roadmap;

/// A module was asked for that is not in the roadmap.
public final class UnknownModuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ModuleId module;

  public UnknownModuleException(ModuleId module) {
    super("The roadmap has no module \"" + module + "\". Use an id that the roadmap lists.");
    this.module = module;
  }

  public ModuleId module() {
    return module;
  }
}
