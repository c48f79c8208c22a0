package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.assign.Lot;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.PanelStore.Slot;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What the secretary of a panel (评审会秘书) keeps: its timetable, its discussion, its votes. */
@Service
public class PanelService {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);

    private static final int MOST_VOTES = 99;

    private final ReviewStore store;
    private final PanelStore panel;
    private final ReviewDesk desk;
    private final Accounts accounts;
    private final Messages messages;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public PanelService(
            ReviewStore store,
            PanelStore panel,
            ReviewDesk desk,
            Accounts accounts,
            Messages messages,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.panel = panel;
        this.desk = desk;
        this.accounts = accounts;
        this.messages = messages;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Orders the interviews by lot, from the round's seed, one after the other, and tells the applicants when they are due.
     *
     * @param minutes each takes
     */
    public Outcome<List<Slot>> timetable(Viewer officer, UUID call, String stage, Instant begins, int minutes) {
        if (minutes < 1 || minutes > 480) return Outcome.refused(FieldError.of("minutes", "review.error.minutes"));
        if (begins.isBefore(clock.instant())) return Outcome.refused(FieldError.of("day", "review.error.past"));
        return open(officer, call, stage, round -> {
            String seed = round.seed();
            var order = store.waiting(call, stage).stream()
                    .sorted(Comparator.comparing(
                            (Application application) -> Lot.hash(seed + "/order/" + application.id())))
                    .toList();
            var before = panel.slots(round.id());
            var slots = new ArrayList<Slot>();
            for (int i = 0; i < order.size(); i++) {
                var slot = new Slot(order.get(i).id(), i + 1, begins.plusSeconds(60L * minutes * i), minutes);
                slots.add(slot);
                if (!before.contains(slot)) tell(order.get(i), slot, round);
            }
            panel.slots(round.id(), slots);
            audit.append(
                    officer,
                    AuditEvent.of("programme.reviewTimetable", "reviewRound", round.id(), stage)
                            .with(Map.of("begins", begins.toString(), "minutes", minutes, "count", slots.size())));
            return Outcome.done(slots);
        });
    }

    private void tell(Application application, Slot slot, Round round) {
        var people = accounts.ofOrganisation(application.organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        String at = MINUTE.format(slot.beginsAt());
        messages.send(
                people,
                "programme.interview/" + round.id() + "/" + application.id() + "/" + at,
                "答辩安排：" + at,
                "“" + application.label() + "”第 " + slot.place() + " 个答辩，时间 " + at + "，" + slot.minutes()
                        + " 分钟。请提前到场。",
                "/applications/" + application.id());
    }

    /** Result of a ballot on one application; may be corrected until the round is closed. */
    public Outcome<Vote> vote(Viewer officer, UUID call, String stage, Vote vote) {
        var errors = new ArrayList<FieldError>();
        Map.of("yes", vote.yes(), "no", vote.no(), "abstained", vote.abstained())
                .forEach((field, count) -> {
                    if (count < 0 || count > MOST_VOTES)
                        errors.add(FieldError.of(field, "review.error.count", MOST_VOTES));
                });
        boolean adds = vote.yes() + vote.no() + vote.abstained() == vote.present();
        boolean some = vote.present() >= 1 && vote.present() <= MOST_VOTES;
        if (errors.isEmpty() && (!adds || !some)) errors.add(FieldError.of("yes", "review.error.vote", MOST_VOTES));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return open(officer, call, stage, round -> {
            var board = desk.run(officer, call, stage).orElseThrow();
            Review review = desk.review(board.version(), stage);
            if (vote.ballot() < 1 || vote.ballot() > review.votes()) {
                return Outcome.refused(FieldError.of("ballot", "review.error.ballot", review.votes()));
            }
            if (!waits(call, stage, vote.application())) {
                return Outcome.refused(FieldError.of("application", "review.error.moved"));
            }
            int members = panel.members(round.id(), vote.application());
            if (vote.present() > members) {
                return Outcome.refused(FieldError.of("yes", "review.error.present", vote.present(), members));
            }
            panel.vote(round.id(), vote, officer.name(), clock.instant());
            Map<String, Object> counts =
                    Map.of("ballot", vote.ballot(), "yes", vote.yes(), "no", vote.no(), "abstained", vote.abstained());
            audit.append(
                    officer,
                    AuditEvent.of("programme.reviewVote", "application", vote.application(), stage)
                            .with(counts));
            return Outcome.done(vote);
        });
    }

    /**
     * Writes down what somebody said.
     *
     * @param application null for what concerns the round as a whole
     */
    public Outcome<Integer> remark(
            Viewer officer, UUID call, String stage, @Nullable UUID application, String speaker, String text) {
        var errors = new ArrayList<FieldError>();
        if (speaker.isBlank()) errors.add(FieldError.of("speaker", "review.error.speaker"));
        if (speaker.length() > 60) errors.add(FieldError.of("speaker", "review.error.long", 60));
        if (text.isBlank()) errors.add(FieldError.of("text", "review.error.remark"));
        if (text.length() > 2_000) errors.add(FieldError.of("text", "review.error.long", 2_000));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return open(officer, call, stage, round -> {
            if (application != null && !waits(call, stage, application)) {
                return Outcome.refused(FieldError.of("about", "review.error.moved"));
            }
            panel.remark(round.id(), application, speaker.strip(), text.strip(), officer.name(), clock.instant());
            int number = panel.remarks(round.id()).getLast().number();
            audit.append(
                    officer,
                    AuditEvent.of("programme.reviewRemark", "reviewRound", round.id(), stage)
                            .with(Map.of("number", number, "speaker", speaker.strip())));
            return Outcome.done(number);
        });
    }

    /** Takes a remark out of the minutes; it stays on record. */
    public Outcome<Integer> strike(Viewer officer, UUID call, String stage, int number) {
        return open(officer, call, stage, round -> {
            if (!panel.strike(round.id(), number, officer.name(), clock.instant())) {
                return Outcome.refused(FieldError.of("", "review.error.noRemark"));
            }
            audit.append(
                    officer,
                    AuditEvent.of("programme.reviewRemarkStruck", "reviewRound", round.id(), stage)
                            .with(Map.of("number", number)));
            return Outcome.done(number);
        });
    }

    private boolean waits(UUID call, String stage, UUID application) {
        return store.waiting(call, stage).stream().anyMatch(each -> each.id().equals(application));
    }

    /** On the locked round, while it is open. */
    private <T> Outcome<T> open(Viewer officer, UUID call, String stage, Function<Round, Outcome<T>> command) {
        return transactions.execute(status -> {
            if (desk.run(officer, call, stage).isEmpty()) {
                return Outcome.refused(FieldError.of("", "review.error.gone"));
            }
            var round = store.round(call, stage, true);
            if (round.isEmpty()) return Outcome.refused(FieldError.of("", "review.error.noSeed"));
            if (round.get().closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            return command.apply(round.get());
        });
    }
}
