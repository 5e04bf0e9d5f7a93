package ledger;

import java.util.List;

/** The words a statement of a book may begin with. */
final class Words {
  static final List<String> KNOWN = List.of("title");

  private Words() {}
}
