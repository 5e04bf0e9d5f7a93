package housefixture.printing.rest;

public final class PrintsErr {
  void print() {
    System.err.println();
  }
}
