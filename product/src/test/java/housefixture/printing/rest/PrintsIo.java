package housefixture.printing.rest;

public final class PrintsIo {
  void print() {
    IO.println();
  }
}
