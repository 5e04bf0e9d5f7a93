package housefixture.order.view;

import housefixture.order.work.Innocent;

public record Late(Innocent between) {}
