package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.lifecycle.Application;
import java.time.LocalDate;
import java.util.List;

/** Compares an application with something and says what it found. Beans; each looks at one thing. */
public interface CheckFinder {

    List<Finding> find(Subject subject);

    /**
     * @param answers what was handed in last
     * @param today the business day
     */
    record Subject(Application application, Definition definition, SubmittedAnswers answers, LocalDate today) {}
}
