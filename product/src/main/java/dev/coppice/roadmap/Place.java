package dev.coppice.roadmap;

/// A spot in a roadmap's text, both counted from 1.
record Place(int line, int column) {
  static final Place START = new Place(1, 1);
}
