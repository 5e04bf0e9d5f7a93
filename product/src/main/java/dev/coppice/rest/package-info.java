/// The REST API: parse, ask the service, answer with a view.
@NullMarked
package dev.coppice.rest;

import org.jspecify.annotations.NullMarked;
