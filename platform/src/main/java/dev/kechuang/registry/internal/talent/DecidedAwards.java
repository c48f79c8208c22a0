package dev.kechuang.registry.internal.talent;

import dev.kechuang.registry.TalentAwards;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Awards that a programme decided: checked like those that are typed, registered once. */
@Service
public class DecidedAwards implements TalentAwards {

    private final TalentService talents;
    private final TalentStore store;
    private final TalentRules rules;

    public DecidedAwards(TalentService talents, TalentStore store, TalentRules rules) {
        this.talents = talents;
        this.store = store;
        this.rules = rules;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome<UUID> register(Viewer actor, Award award) {
        var unit = store.unit(award.organisation());
        if (unit.isEmpty())
            return Outcome.refused(FieldError.of(
                    "unit", "talent.error.at", award.organisation().toString()));
        return switch (rules.read(person(award, unit.get()))) {
            case Outcome.Refused<Talent.Data>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Talent.Data>(var data) ->
                switch (rules.readAward(terms(award), award.organisation())) {
                    case Outcome.Refused<Talent.NewAward>(var errors) -> Outcome.refused(errors);
                    case Outcome.Done<Talent.NewAward>(var terms) ->
                        registered(actor, at(data, unit.get()), terms)
                                .fold(talent -> Outcome.done(talent.id()), Outcome::refused);
                };
        };
    }

    private Outcome<Talent> registered(Viewer actor, Talent.Data data, Talent.NewAward award) {
        var known = store.same(data.identity(), data.name(), data.unitName()).flatMap(same -> store.locked(same.id()));
        if (known.isEmpty()) return talents.created(actor, data, award, "registry.talentEntered");
        Talent person = known.get();
        for (Talent.Award held : person.awards()) {
            if (!held.plan().equals(award.plan()) || held.level() != award.level()) continue;
            if (held.document().equals(award.document())) return Outcome.done(person);
            if (held.holdsOn(award.awardedOn())) {
                return Outcome.refused(FieldError.of("plan", "talent.error.awardTwice"));
            }
        }
        return talents.awarded(actor, person, award);
    }

    private static LinkedHashMap<String, String> person(Award award, TalentStore.Unit unit) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("name", award.name());
        typed.put("identity", award.identity());
        typed.put("unit", unit.name());
        typed.put("region", unit.region());
        typed.put("field", award.field());
        typed.put("position", award.position());
        typed.put("education", award.education());
        return typed;
    }

    private static LinkedHashMap<String, String> terms(Award award) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("plan", award.plan());
        typed.put("level", award.level());
        typed.put("awardedOn", award.on().toString());
        if (award.until() != null) typed.put("until", award.until().toString());
        typed.put("document", award.document());
        typed.put("role", (award.leads() ? Talent.Role.LEADS : Talent.Role.WORKS).code());
        return typed;
    }

    /** The organisation is known: where two bear its name, the name alone would not tell. */
    private static Talent.Data at(Talent.Data data, TalentStore.Unit unit) {
        return new Talent.Data(
                data.name(),
                data.identity(),
                unit.id(),
                unit.name(),
                data.region(),
                data.field(),
                data.position(),
                data.education());
    }
}
