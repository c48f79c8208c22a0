package dev.kechuang.pack.yaml;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong, so that the author of a pack sees all of it at once. */
public final class ProblemList {

    private final List<PackProblem> found = new ArrayList<>();

    public void add(At at, String chinese, String english) {
        var problem = new PackProblem(at.file(), at.line(), at.column(), chinese, english);
        if (!found.contains(problem)) found.add(problem);
    }

    public List<PackProblem> all() {
        return found.stream()
                .sorted(Comparator.comparing(PackProblem::file)
                        .thenComparingInt(PackProblem::line)
                        .thenComparingInt(PackProblem::column))
                .toList();
    }

    public void throwIfAny() {
        if (!found.isEmpty()) throw new PackProblems(all());
    }
}
