package housefixture.changing.store;

public final class Innocent {
  static final int LIMIT = 3;

  private int count;

  void count() {
    count = Math.min(count + 1, LIMIT);
  }
}
