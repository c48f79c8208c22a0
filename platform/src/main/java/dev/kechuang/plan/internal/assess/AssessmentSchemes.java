package dev.kechuang.plan.internal.assess;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.yaml.ProblemList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The assessment schemes of the packs; a broken one keeps the program from starting, with every place named. */
@Component
public class AssessmentSchemes {

    /** Folder of the packs. */
    static final String FOLDER = "assessments";

    private final List<AssessmentScheme> all;
    private final Collection<String> units;
    private final Collection<String> indicators;

    public AssessmentSchemes(Packs packs, Indicators dictionary) {
        units = packs.codeLists().units().stream().map(CodeLists.Unit::code).toList();
        indicators = dictionary.all().stream().map(Indicator::code).toList();
        var problems = new ProblemList();
        var read = new ArrayList<AssessmentScheme>();
        for (PackDocument document : packs.documents(FOLDER))
            read.add(AssessmentScheme.read(document, units, indicators, problems));
        problems.throwIfAny();
        all = List.copyOf(read);
    }

    public List<AssessmentScheme> all() {
        return all;
    }

    public Optional<AssessmentScheme> find(String code) {
        return all.stream().filter(scheme -> scheme.code().equals(code)).findFirst();
    }

    /** The text an assessment was opened with; it was right then, and is read as it was. */
    AssessmentScheme reread(PackDocument kept) {
        return AssessmentScheme.read(kept, units, indicators, new ProblemList());
    }
}
