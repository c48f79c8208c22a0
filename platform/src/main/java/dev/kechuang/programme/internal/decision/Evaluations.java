package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.effect.Elimination;
import dev.kechuang.programme.internal.effect.StandingStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Evaluations of holders of a title. Not scoped: the caller has checked who may see the call, or it is public. */
@Component
public class Evaluations {

    private final Definitions definitions;
    private final NoticeStore notices;
    private final StandingStore standings;

    public Evaluations(Definitions definitions, NoticeStore notices, StandingStore standings) {
        this.definitions = definitions;
        this.notices = notices;
        this.standings = standings;
    }

    /** Empty where the programme takes no title away. */
    public Optional<Evaluation> of(CallInfo call) {
        return of(call.id(), call.version());
    }

    /** Of the call of a notice; empty where its programme takes no title away. */
    public Optional<Evaluation> of(NoticeStore.Notice notice) {
        return of(notice.call(), notices.version(notice.call()));
    }

    /** Of the one application alone; empty where its programme takes no title away. */
    public Optional<Evaluation> of(Application application) {
        var definition = definitions.of(application.version());
        if (!Elimination.possible(definition)) return Optional.empty();
        return standings.of(application).map(one -> new Evaluation(definition, Map.of(application.id(), one)));
    }

    private Optional<Evaluation> of(UUID call, UUID version) {
        var definition = definitions.of(version);
        return Elimination.possible(definition)
                ? Optional.of(new Evaluation(definition, standings.of(call)))
                : Optional.empty();
    }
}
