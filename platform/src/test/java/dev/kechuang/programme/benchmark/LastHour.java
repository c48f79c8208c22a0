package dev.kechuang.programme.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The last minutes of a call: people arrive at a fixed rate, whether those before them are served or not; each looks at
 * the form once more, changes two fields, checks and submits. Some open the check before the end and submit within the
 * minute of grace, some after it, and some come when the call is over.
 */
final class LastHour {

    /** Of each kind of latecomer. */
    static final int LATE = 20;

    static final int STRAGGLERS = 3 * LATE;
    private static final int GRACE_SECONDS = 60;
    private static final Pattern MOVES = Pattern.compile("name=\"moves\" value=\"([0-9]+)\"");

    private final Stage stage;
    private final Options options;
    private final UUID call;
    private final Applying applying;
    private final List<Draft> drafts = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger lateAccepted = new AtomicInteger();
    private final AtomicInteger inGrace = new AtomicInteger();

    private record Draft(Visitor visitor, UUID application) {}

    LastHour(Stage stage, Options options, UUID call, Applying applying) {
        this.stage = stage;
        this.applying = applying;
        this.options = options;
        this.call = call;
    }

    /** Logs everybody in and fills in the drafts, as the weeks before have. */
    void prepare(List<Stage.Firm> firms) throws Exception {
        var times = new Times();
        int wanted = options.minutes() * options.perMinute() + STRAGGLERS;
        Crowd.all(firms.subList(0, wanted), 4, (firm, place) -> {
            Visitor visitor = stage.visitor(times, firm.login());
            var draft = new Draft(visitor, applying.prepared(times, visitor, call, place));
            synchronized (drafts) {
                drafts.add(draft);
            }
        });
    }

    void run(Times times) throws Exception {
        Instant begins = Instant.now().plusSeconds(2);
        Instant ends = begins.plus(Duration.ofMinutes(options.minutes()));
        // The end of a public call is never brought forward; a measurement does not wait for weeks.
        stage.owner
                .sql("ALTER TABLE programme.call DISABLE TRIGGER call_guarded")
                .update();
        stage.owner
                .sql("UPDATE programme.call SET closes_at = :ends WHERE id = :id")
                .param("ends", java.sql.Timestamp.from(ends))
                .param("id", call)
                .update();
        stage.owner
                .sql("ALTER TABLE programme.call ENABLE TRIGGER call_guarded")
                .update();
        int regular = options.minutes() * options.perMinute();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < regular; i++) {
                var draft = drafts.get(i);
                int place = i;
                // Nobody arrives in the last three seconds: who does is a latecomer below.
                Instant arrives = begins.plusMillis((long) (i * (options.minutes() * 60_000.0 - 8_000) / regular));
                running.add(threads.submit(() -> {
                    until(arrives);
                    person(times, draft, place);
                    return null;
                }));
            }
            for (int i = 0; i < STRAGGLERS; i++) {
                var draft = drafts.get(regular + i);
                int kind = i % 3;
                Instant opens = kind == 2 ? ends.plusSeconds(2 + i / 6) : ends.minusSeconds(4);
                Instant submits = kind == 0
                        ? ends.plusSeconds(5 + i / 3)
                        : kind == 1 ? ends.plusSeconds(GRACE_SECONDS + 2) : opens;
                running.add(threads.submit(() -> {
                    latecomer(times, draft, opens, submits, kind);
                    return null;
                }));
            }
            for (var one : running) one.get();
        }
    }

    private static void until(Instant moment) throws InterruptedException {
        long left = Duration.between(Instant.now(), moment).toMillis();
        if (left > 0) Thread.sleep(left);
    }

    private void person(Times times, Draft draft, int place) throws InterruptedException {
        var random = new SplittableRandom(place);
        String own = "/applications/" + draft.application();
        var tokens = Applying.tokens(draft.visitor().get(times, "applicant: section of the form", own + "/form/money"));
        for (String path : List.of("money.patents", "money.jobs")) {
            Crowd.think(random, 300);
            applying.type(
                    times, draft.visitor(), draft.application(), tokens, path, String.valueOf(random.nextInt(1_000)));
        }
        Crowd.think(random, 500);
        if (submit(times, draft, own, random)) accepted.incrementAndGet();
        else refused.incrementAndGet();
    }

    private boolean submit(Times times, Draft draft, String own, SplittableRandom random) throws InterruptedException {
        String moves = draft.visitor()
                .get(times, "applicant: check before submission", own + "/submit")
                .find(MOVES);
        Crowd.think(random, 500);
        return hand(times, draft, own, moves);
    }

    private boolean hand(Times times, Draft draft, String own, String moves) {
        var answer = draft.visitor()
                .post(
                        times,
                        "applicant: submit",
                        own + "/submit",
                        List.of(new Visitor.Field("moves", moves.isEmpty() ? "1" : moves)));
        boolean done = answer.status() == 302 || answer.status() == 303;
        if (done) {
            applying.submitted(draft.application());
            draft.visitor().get(times, "applicant: the application", answer.location());
        }
        return done;
    }

    private void latecomer(Times times, Draft draft, Instant opens, Instant submits, int kind)
            throws InterruptedException {
        String own = "/applications/" + draft.application();
        until(opens);
        String moves = draft.visitor()
                .get(times, "latecomer: check before submission", own + "/submit")
                .find(MOVES);
        until(submits);
        boolean done = hand(times, draft, own, moves);
        if (kind == 0 && done) inGrace.incrementAndGet();
        if (kind != 0 && done) lateAccepted.incrementAndGet();
    }

    /** Prints what was accepted; answers what should not be. */
    List<String> verdict() {
        var problems = new ArrayList<String>();
        long kept =
                stage.count("SELECT count(*) FROM programme.application WHERE call = ? AND number IS NOT NULL", call);
        long late = stage.count("""
                SELECT count(*) FROM programme.application a JOIN programme.call c ON c.id = a.call
                LEFT JOIN LATERAL (SELECT min(o.at) AS at FROM programme.submission_opened o
                                   WHERE o.application = a.id) o ON true
                WHERE a.call = ? AND (a.submitted_at > c.closes_at + c.grace_minutes * interval '1 minute'
                                      OR a.submitted_at > c.closes_at AND NOT coalesce(o.at <= c.closes_at, false))""", call);
        System.out.printf(
                Locale.ROOT,
                "last hour: %,d arrived in time, %,d accepted, %,d refused; in the minute of grace %d of %d accepted;"
                        + " of %d that came too late %d accepted%n",
                options.minutes() * options.perMinute(),
                accepted.get(),
                refused.get(),
                inGrace.get(),
                LATE,
                2 * LATE,
                lateAccepted.get());
        if (kept != accepted.get() + inGrace.get() + lateAccepted.get()) {
            problems.add(kept + " submissions stand and " + (accepted.get() + inGrace.get()) + " were acknowledged");
        }
        if (late + lateAccepted.get() > 0) problems.add(late + " submissions came too late and were accepted");
        if (refused.get() > 0) problems.add(refused.get() + " came in time and were refused");
        return problems;
    }
}
