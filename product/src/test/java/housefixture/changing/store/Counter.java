package housefixture.changing.store;

public final class Counter {
  static int count;

  private Counter() {}
}
