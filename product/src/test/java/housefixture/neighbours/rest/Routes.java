package housefixture.neighbours.rest;

import housefixture.neighbours.cli.Commands;

public record Routes(Commands neighbour) {}
