package dev.kechuang.programme.benchmark;

import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.registry.benchmark.DemoCity;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A call of 30 fields and 5 files from the first field to the last signature, its last hour, and lists a hundred times as
 * long, by scripted users over HTTP: {@code ProgrammeBenchmark ROOT [OPTIONS]}. Ends with 1 when something was lost,
 * decided twice or accepted too late; times decide nothing.
 */
public final class ProgrammeBenchmark {

    private static final int ORGANISATIONS = 3_000;
    private static final double GOAL_MILLIS = 80;

    private final Stage stage;
    private final Options options;
    private final Path home;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Long> goals = new LinkedHashMap<>();
    private final Map<String, Times> phases = new LinkedHashMap<>();

    private ProgrammeBenchmark(Path root, Options options, Path home, URI address) throws Exception {
        this.stage = new Stage(root, home, address);
        this.options = options;
        this.home = home;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Options options;
        try {
            options = Options.of(arguments, 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean fine;
        Path home = options.home();
        if (home != null) {
            fine = new ProgrammeBenchmark(root, options, home, URI.create(options.address())).run();
        } else {
            try (var city = DemoCity.filled(root, ORGANISATIONS, "-Dkc.identity.logins-per-minute=1000000")) {
                fine = new ProgrammeBenchmark(root, options, city.home(), city.address()).run();
            }
        }
        System.exit(fine ? 0 : 1);
    }

    private boolean run() throws Exception {
        System.out.printf(
                "%d processors, load average before: %s%n", Runtime.getRuntime().availableProcessors(), Machine.load());
        var setup = new Times();
        stage.programme(setup);
        UUID call = stage.call(setup, "负载测试");
        UUID last = stage.call(setup, "负载测试末日");
        var firms = stage.firms(options.firms());
        var applying = new Applying(stage, options);

        if (options.applications() > 0) inTurn(call, applying, firms);
        if (options.minutes() > 0) lastHour(last, applying, firms);
        found("edits lost", applying.lost());
        System.out.printf(
                Locale.ROOT,
                "%,d acknowledged edits in %,d submissions compared with what is frozen%n",
                applying.edits(),
                applying.submissions());
        lists();
        verdicts();
        problems.stream().limit(30).forEach(problem -> System.out.println("PROBLEM " + problem));
        System.out.printf(
                "%s; goal: p95 of every kind of page %.0f ms; load average after: %s%n",
                problems.isEmpty()
                        ? "nothing lost, nothing decided twice, nothing too late"
                        : problems.size() + " problems",
                GOAL_MILLIS,
                Machine.load());
        return problems.isEmpty();
    }

    private void found(String what, List<String> wrong) {
        goals.merge(what, (long) wrong.size(), Long::sum);
        problems.addAll(wrong);
    }

    /** Goals, one a line; those of time are told and decide nothing. */
    private void verdicts() {
        System.out.printf("%ngoals%n");
        goals.forEach((what, many) ->
                System.out.printf("  %-46s goal 0      %8d      %s%n", what, many, many == 0 ? "met" : "NOT MET"));
        phases.forEach((phase, times) -> {
            var slowest = times.slowest();
            if (slowest == null) return;
            System.out.printf(
                    Locale.ROOT,
                    "  %-46s goal %2.0f ms  %8.1f ms   %s (%s)%n",
                    "slowest p95, " + phase,
                    GOAL_MILLIS,
                    slowest.getValue(),
                    slowest.getValue() <= GOAL_MILLIS ? "met" : "not met",
                    slowest.getKey());
        });
    }

    private void inTurn(UUID call, Applying applying, List<Stage.Firm> firms) throws Exception {
        var filling = new Times();
        applying.fillIn(filling, call, firms);
        filling.print("%d applications filled in by %d firms at once"
                .formatted(options.applications(), options.applicants()));

        var checking = new Times();
        var desk = new Checking(stage, options, call);
        found("decided twice at the same moment", desk.contest(checking));
        desk.work(checking);
        checking.print("checked by %d officers at once".formatted(options.officers()));
        decidedOnce(desk.decided());

        var reviewing = new Times();
        var experts = new Reviewing(stage, options, call);
        experts.draw(reviewing);
        int sheets = experts.sheets();
        experts.score(reviewing);
        reviewing.print("%d sheets scored by %d experts at once".formatted(sheets, options.experts()));
        found("signed sheets lost", experts.lost());
        System.out.printf("%d sheets signed%n", experts.signed());

        failures(filling, checking, reviewing);
        phases.put("filling in", filling);
        phases.put("formal check", checking);
        phases.put("review", reviewing);
    }

    private void lastHour(UUID call, Applying applying, List<Stage.Firm> firms) throws Exception {
        var hour = new LastHour(stage, options, call, applying);
        hour.prepare(firms);
        var closing = new Times();
        hour.run(closing);
        closing.print("last %d minutes, %d submissions a minute".formatted(options.minutes(), options.perMinute()));
        found("lost or accepted too late in the last hour", hour.verdict());
        phases.put("the last hour", closing);
        failures(closing);
    }

    private void failures(Times... all) {
        for (Times times : all) if (times.failures() > 0) problems.add(times.failures() + " requests failed");
    }

    private void decidedOnce(List<String> acknowledged) {
        long twice = acknowledged.size() - acknowledged.stream().distinct().count();
        long there = stage.count("""
                SELECT count(*) FROM unnest(?::uuid[]) AS d (id) WHERE (SELECT count(*) FROM programme.event e
                    WHERE e.application = d.id AND e.stage = 'check' AND e.kind IN ('passed', 'refused')) = 1""", (Object) acknowledged.toArray(String[]::new));
        System.out.printf(
                "%d decisions acknowledged, %d of them found once, %d twice%n", acknowledged.size(), there, twice);
        goals.put("decided twice", twice);
        if (twice > 0) problems.add(twice + " applications were decided twice");
        if (there < acknowledged.size()) problems.add(acknowledged.size() - there + " decisions are not there once");
    }

    private void lists() throws Exception {
        var lists = new Lists(stage);
        long few = stage.count("SELECT count(*) FROM programme.application WHERE number IS NOT NULL");
        var ofFew = lists.measure();
        ofFew.print("lists of %d applications".formatted(few));
        phases.put("lists of " + few, ofFew);
        long began = System.nanoTime();
        var superuser = (PGSimpleDataSource) EmbeddedPostgres.runningAdministration(home);
        superuser.setUrl(EmbeddedPostgres.runningUrl(home, "kechuang"));
        Bulk.fill(superuser, options.listed());
        System.out.printf("%,d more applications in %.0f s%n", options.listed(), (System.nanoTime() - began) / 1e9);
        long many = stage.count("SELECT count(*) FROM programme.application WHERE number IS NOT NULL");
        var ofMany = lists.measure();
        ofMany.print("lists of %d applications".formatted(many));
        phases.put("lists of " + many, ofMany);
    }
}
