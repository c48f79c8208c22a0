package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import java.util.List;

/** What came of reading a programme's text. */
public sealed interface Reading {

    /** The text is right. */
    record Good(Definition definition) implements Reading {}

    /** @param problems everything that is wrong, by line; at least one */
    record Bad(List<PackProblem> problems) implements Reading {}

    /** An exception with every problem where the text is wrong. */
    default Definition orThrow() {
        return switch (this) {
            case Good(Definition definition) -> definition;
            case Bad(List<PackProblem> problems) -> throw new PackProblems(problems);
        };
    }

    default List<PackProblem> problems() {
        return this instanceof Bad bad ? bad.problems() : List.of();
    }
}
