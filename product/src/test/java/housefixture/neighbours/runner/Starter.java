package housefixture.neighbours.runner;

import housefixture.neighbours.store.Rows;

public record Starter(Rows neighbour) {}
