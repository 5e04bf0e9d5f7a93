package housefixture.upward.agent;

import housefixture.upward.store.Rows;

public record CoreToWorld(Rows rows) {}
