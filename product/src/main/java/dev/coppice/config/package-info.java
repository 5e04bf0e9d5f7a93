/// `coppice.yaml` and the roadmap file: what the user wrote, checked where it stands.
@NullMarked
package dev.coppice.config;

import org.jspecify.annotations.NullMarked;
