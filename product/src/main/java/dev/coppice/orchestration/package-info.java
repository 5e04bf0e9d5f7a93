/// The service: one mailbox, one writer, effects carried out and reported back.
@NullMarked
package dev.coppice.orchestration;

import org.jspecify.annotations.NullMarked;
