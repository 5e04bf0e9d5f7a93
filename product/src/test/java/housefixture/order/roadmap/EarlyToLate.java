package housefixture.order.roadmap;

import housefixture.order.view.Late;

public record EarlyToLate(Late late) {}
