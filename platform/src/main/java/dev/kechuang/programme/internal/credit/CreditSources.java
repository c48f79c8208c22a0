package dev.kechuang.programme.internal.credit;

import dev.kechuang.pack.FactDictionary;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.FactSource;
import dev.kechuang.programme.internal.check.CheckFinder;
import dev.kechuang.programme.internal.check.Finding;
import dev.kechuang.programme.internal.credit.Credit.Standing;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.record.SubjectLink;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where credit comes from and where it is used: stages, formal checks, policies, records. */
@Configuration(proxyBeanMethods = false)
public class CreditSources {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Bean
    CreditRules creditRules(Packs packs) {
        return CreditRules.of(packs);
    }

    /** What a programme's definition says of passing a stage, and terminations. */
    private record Watch(Credit credit, Stage.Kind kind) implements StageHandler {
        @Override
        public void happened(Passage passage, Event event) {
            var application = passage.application();
            LocalDate day = LocalDate.ofInstant(event.at(), ZONE);
            if (event.kind() == EventKind.TERMINATED) {
                credit.happened(application.organisation(), application.id(), "terminated", day, "", event.reason());
            }
            if (event.kind() != EventKind.PASSED) return;
            for (Effect effect : passage.definition().effects()) {
                if (effect instanceof Effect.CreditEntry(var stage, var code)
                        && stage.equals(passage.stage().id())) {
                    credit.happened(
                            application.organisation(),
                            application.id(),
                            code,
                            day,
                            "",
                            application.number() + " " + application.title());
                }
            }
        }
    }

    @Bean
    StageHandler creditOfApproval(Credit credit) {
        return new Watch(credit, Stage.Kind.APPROVAL);
    }

    @Bean
    StageHandler creditOfContract(Credit credit) {
        return new Watch(credit, Stage.Kind.CONTRACT);
    }

    @Bean
    StageHandler creditOfExecution(Credit credit) {
        return new Watch(credit, Stage.Kind.EXECUTION);
    }

    @Bean
    StageHandler creditOfAcceptance(Credit credit) {
        return new Watch(credit, Stage.Kind.ACCEPTANCE);
    }

    @Bean
    StageHandler creditOfPayment(Credit credit) {
        return new Watch(credit, Stage.Kind.PAYMENT);
    }

    /** Tells the formal check how the applicant and the people of the application stand. */
    @Bean
    public CheckFinder creditOfApplicants(Credit credit, CreditStore store) {
        return subject -> {
            var findings = new ArrayList<Finding>();
            var application = subject.application();
            Standing own = credit.ofOrganisation(application.organisation(), subject.today());
            finding(
                            "organisation",
                            application.organisationName(),
                            own,
                            "/credit/organisations/" + application.organisation())
                    .ifPresent(findings::add);
            for (var person : store.people(application.id())) {
                Standing standing = credit.ofPerson(person.getKey(), subject.today());
                finding(person.getKey(), person.getValue(), standing, "").ifPresent(findings::add);
            }
            return findings;
        };
    }

    private static Optional<Finding> finding(String key, String who, Standing standing, String path) {
        Finding.Severity severity;
        if (standing.blocked()) severity = Finding.Severity.BLOCKING;
        else if (standing.grade().effect() == CreditRules.Effect.WARNED) severity = Finding.Severity.WARNING;
        else if (standing.grade().effect() == CreditRules.Effect.BONUS) severity = Finding.Severity.NOTE;
        else return Optional.empty();
        var until = standing.blockedUntil();
        return Optional.of(new Finding(
                Finding.Kind.CREDIT,
                key,
                severity,
                null,
                Map.of(
                        "who",
                        who,
                        "grade",
                        standing.grade().code() + " " + standing.grade().name().zh(),
                        "points",
                        standing.points(),
                        "effect",
                        until == null ? standing.grade().text().zh() : "不得申报至 " + until,
                        "path",
                        path)));
    }

    @Bean
    FactSource creditGrade(Credit credit, FactDictionary dictionary) {
        return new CreditGrade(credit, dictionary);
    }

    @Bean
    SubjectLink creditLink() {
        String subject = "programme/credit/";
        return of -> of.startsWith(subject)
                ? Optional.of("/credit/entries/" + of.substring(subject.length()))
                : Optional.empty();
    }

    /** For tests that need the handlers without a context. */
    static List<StageHandler> handlers(Credit credit) {
        return List.of(
                new Watch(credit, Stage.Kind.APPROVAL),
                new Watch(credit, Stage.Kind.EXECUTION),
                new Watch(credit, Stage.Kind.ACCEPTANCE));
    }
}
