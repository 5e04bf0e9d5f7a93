package housefixture.protocol.rest;

import reactor.core.publisher.Mono;

record SdkAtRest(Mono<String> answer) {}
