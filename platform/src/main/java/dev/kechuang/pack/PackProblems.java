package dev.kechuang.pack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The packs are broken, and the program does not start with them; the message lists every problem, one a line. */
public final class PackProblems extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PackProblem> problems;

    public PackProblems(List<PackProblem> problems) {
        super(problems.stream().map(PackProblem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) throw new IllegalArgumentException("no problem");
        this.problems = List.copyOf(problems);
    }

    /** Every problem, by file and line. */
    public List<PackProblem> problems() {
        return problems;
    }

    /** Finds it among the causes of a failed start. */
    public static Optional<PackProblems> in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PackProblems found) return Optional.of(found);
        }
        return Optional.empty();
    }
}
