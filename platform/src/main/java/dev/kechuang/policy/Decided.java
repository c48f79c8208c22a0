package dev.kechuang.policy;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Render;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy decided for an organisation, with all reasons. Not saved.
 *
 * @param organisation null when only tried-out facts were asked about
 * @param facts what it was decided on
 * @param stated names of the facts that were tried out or stated for the purpose, and are not confirmed in the register
 * @param limits why the decision does not count although the conditions are what they are
 * @param way the nearest way to qualify; null unless a condition fails, and where it was not looked for
 */
public record Decided(
        PolicyVersion version,
        @Nullable UUID organisation,
        LocalDate on,
        Facts facts,
        Set<String> stated,
        List<Limit> limits,
        Decision decision,
        NearestWay.@Nullable Result way) {

    /** What stands outside the conditions. */
    public enum Limit {
        /** The policy is not in force on the day. */
        NOT_IN_FORCE,
        /** The organisation lies outside the policy's region. */
        OTHER_REGION
    }

    /** All conditions are met, the policy is in force, and it is the organisation's. */
    public boolean eligible() {
        return limits.isEmpty() && decision.verdict() == Decision.Verdict.ELIGIBLE;
    }

    /** The same facts with others laid over, decided anew without the nearest way; nothing is read and nothing saved. */
    public Decided tried(Facts more) {
        var all = facts.change();
        more.asOf().forEach(all::set);
        more.yearly().forEach((name, years) -> years.forEach((year, value) -> all.set(name, year, value)));
        Facts over = all.build();
        var names = new TreeSet<>(stated);
        names.addAll(more.asOf().keySet());
        names.addAll(more.yearly().keySet());
        Decision anew = Engine.decide(version.policy(), over, on);
        return new Decided(version, organisation, on, over, Set.copyOf(names), limits, anew, null);
    }

    /** With the nearest way to qualify where a condition fails; looking for it decides many times over. */
    public Decided withWay() {
        if (way != null || decision.verdict() != Decision.Verdict.NOT_ELIGIBLE) return this;
        NearestWay.Result found = NearestWay.find(version.policy(), facts, on);
        return new Decided(version, organisation, on, facts, stated, limits, decision, found);
    }

    /** Every condition in words, as a list in HTML without style; escaped. */
    public String html(Locale locale) {
        return Render.html(decision, way, language(locale));
    }

    public String text(Locale locale) {
        return Render.text(decision, way, language(locale));
    }

    /** The same as one JSON object. */
    public String json() {
        return Render.json(decision, way);
    }

    public static Language language(Locale locale) {
        return locale.getLanguage().equals("en") ? Language.ENGLISH : Language.CHINESE;
    }
}
