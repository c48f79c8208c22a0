package dev.kechuang.engine.cli;

import picocli.CommandLine.Command;

/** {@code policy …}: everything about policies. */
@Command(
        name = "policy",
        description = "政策：检查、判定、人口计算、改革、说明 / check, decide, population, reform, explain",
        subcommands = {
            CheckCommand.class,
            DecideCommand.class,
            ExplainCommand.class,
            PopulationCommand.class,
            ReformCommand.class
        })
final class PolicyCommand {}
