package housefixture.impure.agent;

import org.slf4j.Logger;

public record WritesALog(Logger log) {}
