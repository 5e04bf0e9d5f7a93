package dev.coppice.cli;

/// Who types.
final class Person {
  private Person() {}

  static String name(Screen screen) {
    String name = screen.environment().getOrDefault("USER", "");
    return name.isBlank() ? "operator" : name;
  }
}
