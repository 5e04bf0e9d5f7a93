package dev.coppice.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Which part of a list is wanted: only that part is rendered.
///
/// @param limit how many at most, 0 = all
/// @param offset how many are left out at the beginning
record Page(int limit, int offset) {
  static final String LIMIT = "limit";
  static final String OFFSET = "offset";
  private static final int MOST = 1_000_000;

  static Page of(Request request) {
    return new Page(request.number(LIMIT, 0, MOST), request.number(OFFSET, 0, MOST));
  }

  /// `{count, NAME: [...], total}`, where `total` counts what matches and `count` what is here.
  <T> Answer of(List<T> matching, String name, Function<? super T, ?> view) {
    return of(matching, name, view, Map.of());
  }

  /// The same with these fields first.
  <T> Answer of(List<T> matching, String name, Function<? super T, ?> view, Map<String, ?> first) {
    int from = Math.min(offset, matching.size());
    int to = limit == 0 ? matching.size() : (int) Math.min(matching.size(), (long) from + limit);
    List<?> here = matching.subList(from, to).stream().map(view).toList();
    Map<String, Object> fields = new LinkedHashMap<>(first);
    fields.put("count", here.size());
    fields.put(name, here);
    fields.put("total", matching.size());
    return Answer.json(fields);
  }
}
