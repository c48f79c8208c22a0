package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.sheet.Sheet;
import java.util.List;

/** Decides the rules of a set for organisations by their sheets. */
public interface Decider {

    /**
     * @param sheets with facts; in the order of their organisations
     * @return what is stored of them: eligible, near, open with few facts missing
     */
    MatchRows decide(RuleSet rules, List<Sheet> sheets);
}
