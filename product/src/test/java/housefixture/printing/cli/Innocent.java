package housefixture.printing.cli;

public final class Innocent {
  void print() {
    System.out.println();
  }
}
