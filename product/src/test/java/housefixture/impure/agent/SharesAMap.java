package housefixture.impure.agent;

import java.util.concurrent.ConcurrentHashMap;

public record SharesAMap(ConcurrentHashMap<String, String> map) {}
