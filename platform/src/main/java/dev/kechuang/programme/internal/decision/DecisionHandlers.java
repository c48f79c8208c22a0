package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.shared.FieldError;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has to be there before an application passes decision, notice and approval, whoever gives the command. */
@Configuration(proxyBeanMethods = false)
public class DecisionHandlers {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Nobody passes the decision but by a confirmed list. */
    @Bean
    public StageHandler decisionHandler(DecisionListStore lists, DecisionMessages told) {
        return new StageHandler() {
            @Override
            public Stage.Kind kind() {
                return Stage.Kind.DECISION;
            }

            @Override
            public List<FieldError> missing(Passage passage) {
                return lists.approved(passage.application().id())
                        ? List.of()
                        : List.of(FieldError.of("", "decision.error.notOnList"));
            }

            @Override
            public void happened(Passage passage, Event event) {
                tellOfWithdrawal(lists, told, passage, event);
            }
        };
    }

    /** Nobody passes the notice before its working days are over, nor while an objection is open. */
    @Bean
    public StageHandler noticeHandler(
            NoticeStore store,
            ObjectionStore objections,
            ApplicationStore applications,
            Reservations reservations,
            DecisionListStore lists,
            DecisionMessages told,
            Clock clock) {
        return new Granting(Stage.Kind.NOTICE, applications, reservations, lists, told) {
            @Override
            public List<FieldError> missing(Passage passage) {
                var application = passage.application();
                if (objections.openAgainst(application.id()) > 0)
                    return List.of(FieldError.of("", "decision.error.objectionOpen"));
                LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
                int days = passage.stage().workingDays();
                if (store.noticed(application.id(), passage.stage().id(), days, today)) return List.of();
                return List.of(FieldError.of("", "decision.error.notNoticed", days));
            }
        };
    }

    /** Nobody is approved but by a document that was issued. */
    @Bean
    public StageHandler approvalHandler(
            ApprovalStore store,
            ApplicationStore applications,
            Reservations reservations,
            DecisionListStore lists,
            DecisionMessages told) {
        return new Granting(Stage.Kind.APPROVAL, applications, reservations, lists, told) {
            @Override
            public List<FieldError> missing(Passage passage) {
                return store.issued(passage.application().id())
                        ? List.of()
                        : List.of(FieldError.of("", "decision.error.notIssued"));
            }
        };
    }

    /**
     * A stage that an application comes to with its sum, by the programme's rule where no decision gave one; whoever is
     * out gives back what was set aside.
     */
    private abstract static class Granting implements StageHandler {

        private final Stage.Kind kind;
        private final ApplicationStore applications;
        private final Reservations reservations;
        private final DecisionListStore lists;
        private final DecisionMessages told;

        Granting(
                Stage.Kind kind,
                ApplicationStore applications,
                Reservations reservations,
                DecisionListStore lists,
                DecisionMessages told) {
            this.kind = kind;
            this.applications = applications;
            this.reservations = reservations;
            this.lists = lists;
            this.told = told;
        }

        @Override
        public Stage.Kind kind() {
            return kind;
        }

        @Override
        public void entered(Passage passage) {
            var application = passage.application();
            if (application.grantedFen() == null)
                applications.grant(
                        application.id(),
                        Sums.granted(passage.definition(), application.track(), application.requestedFen()));
        }

        @Override
        public void happened(Passage passage, Event event) {
            if (event.kind() != EventKind.REFUSED && event.kind() != EventKind.WITHDRAWN) return;
            var errors = reservations.release(
                    passage.actor(), passage.application(), event.kind().code());
            if (!errors.isEmpty()) throw new IllegalStateException("cannot give back what was set aside: " + errors);
            tellOfWithdrawal(lists, told, passage, event);
        }
    }

    /** The place a withdrawn application had on a list is free: whoever made the list may take the next in line. */
    private static void tellOfWithdrawal(DecisionListStore lists, DecisionMessages told, Passage passage, Event event) {
        if (event.kind() != EventKind.WITHDRAWN) return;
        lists.naming(passage.application().id()).ifPresent(list -> told.leftTheList(passage.application(), list));
    }
}
