package housefixture.printing.rest;

public final class PrintsOut {
  void print() {
    System.out.println();
  }
}
