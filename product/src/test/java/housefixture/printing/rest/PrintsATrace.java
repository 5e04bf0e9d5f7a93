package housefixture.printing.rest;

public final class PrintsATrace {
  void print(RuntimeException failure) {
    failure.printStackTrace();
  }
}
