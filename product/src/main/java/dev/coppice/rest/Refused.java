package dev.coppice.rest;

import dev.coppice.rest.Counters.Reason;

/// Why a request is turned away: for whoever sent it, and for counting.
record Refused(Answer answer, Reason reason) {}
