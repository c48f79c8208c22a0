package dev.kechuang.programme.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Officers at the formal check, all at once: half of them at the keyboard from one application to the next, the others
 * from the list. Before that, two at a time try to decide the same application.
 */
final class Checking {

    private static final Pattern MARKS = Pattern.compile("name=\"mark\\.([^\"]+)\"");
    private static final Pattern EXPECTED = Pattern.compile("name=\"expected\" value=\"([0-9]+)\"");
    private static final Pattern LISTED = Pattern.compile("href=\"/checks/([0-9a-f-]{36})\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":([0-9]+)");
    private static final Pattern MOVES = Pattern.compile("\"moves\":([0-9]+)");
    private static final String NOTED = "已核实，不影响受理。";
    private static final int CONTESTED_SHARE = 10;

    private final Stage stage;
    private final Options options;
    private final UUID call;
    private final List<String> decided = Collections.synchronizedList(new ArrayList<>());

    Checking(Stage stage, Options options, UUID call) {
        this.stage = stage;
        this.options = options;
        this.call = call;
    }

    /** Applications whose decision was acknowledged, once for each time. */
    List<String> decided() {
        return List.copyOf(decided);
    }

    /** Two officers on one application at the same moment; answers what was not decided exactly once. */
    List<String> contest(Times times) throws Exception {
        var problems = new ArrayList<String>();
        var ids = stage.words("""
                SELECT id FROM programme.application WHERE call = ? AND stage_kind = 'check' AND status = 'open'
                ORDER BY number LIMIT ?""", call, Math.max(1, options.applications() / CONTESTED_SHARE));
        var officers = officers(times);
        int pairs = officers.size() / 2;
        var barriers = new ArrayList<CyclicBarrier>();
        for (int i = 0; i < pairs; i++) barriers.add(new CyclicBarrier(2));
        var wins = new ArrayList<AtomicInteger>();
        for (int i = 0; i < ids.size(); i++) wins.add(new AtomicInteger());
        Crowd.all(officers.subList(0, 2 * pairs), 2 * pairs, (officer, place) -> {
            for (int i = place / 2; i < ids.size(); i += pairs) {
                barriers.get(place / 2).await();
                if (decide(times, officer, ids.get(i), place % 2 == 0))
                    wins.get(i).incrementAndGet();
            }
        });
        for (int i = 0; i < ids.size(); i++) {
            if (wins.get(i).get() != 1) problems.add(ids.get(i) + " was decided " + wins.get(i) + " times");
        }
        return problems;
    }

    private List<Visitor> officers(Times times) {
        return stage.logins("BUREAU_OFFICER", options.officers()).stream()
                .map(login -> stage.visitor(times, login))
                .toList();
    }

    /** Claims, takes over where a colleague has it, decides; whether this one did it. */
    private boolean decide(Times times, Visitor officer, String id, boolean pass) {
        String at = "/api/programme/checks/" + id;
        var seen = officer.json(times, "officer: two at one, look", "GET", at, "");
        String version = seen.body().contains("\"officer\":null") ? "0" : seen.find(VERSION);
        officer.json(times, "officer: two at one, claim", "POST", at + "/claim", "{\"version\":" + version + "}");
        var answer = officer.json(
                times,
                "officer: two at one, decide",
                "POST",
                at + "/decide",
                "{\"verdict\":\"" + (pass ? "PASS" : "REFUSE") + "\",\"expected\":" + seen.find(MOVES)
                        + ",\"marks\":" + marks(pass) + ",\"clause\":\"第二条\",\"reason\":\"" + (pass ? NOTED : "不符合条件")
                        + "\"}");
        if (answer.status() == 200) decided.add(id);
        return answer.status() == 200;
    }

    private static String marks(boolean pass) {
        var marks = new StringBuilder("{");
        for (String item : List.of("applicant", "content", "team", "files")) {
            marks.append(marks.length() == 1 ? "" : ",")
                    .append('"')
                    .append(item)
                    .append("\":{\"pass\":")
                    .append(pass)
                    .append(",\"note\":\"\"}");
        }
        return marks.append('}').toString();
    }

    /** Until nothing waits in the call. */
    void work(Times times) throws Exception {
        Crowd.all(officers(times), options.officers(), (officer, place) -> {
            var random = new SplittableRandom(place);
            if (place % 2 == 0) batch(times, officer, random);
            else single(times, officer, random);
        });
    }

    private long waiting() {
        return stage.count("""
                SELECT count(*) FROM programme.application
                WHERE call = ? AND stage_kind = 'check' AND status = 'open'""", call);
    }

    private void batch(Times times, Visitor officer, SplittableRandom random) throws InterruptedException {
        String next = officer.post(
                        times,
                        "officer: next on the desk",
                        "/checks/next",
                        List.of(new Visitor.Field("call", call.toString())))
                .location();
        while (next.matches("/checks/[0-9a-f-]{36}")) {
            String after = desk(times, officer, next, random, true);
            next = after.matches("/checks/[0-9a-f-]{36}") && waiting() > 0 ? after : "";
        }
        while (waiting() > options.officers()) {
            next = officer.post(
                            times,
                            "officer: next on the desk",
                            "/checks/next",
                            List.of(new Visitor.Field("call", call.toString())))
                    .location();
            if (!next.matches("/checks/[0-9a-f-]{36}")) return;
            desk(times, officer, next, random, false);
        }
    }

    private void single(Times times, Visitor officer, SplittableRandom random) throws InterruptedException {
        for (int turn = 0; turn < 10 * options.applications(); turn++) {
            var list = officer.get(times, "officer: list of checks", "/checks?call=" + call)
                    .all(LISTED);
            if (list.isEmpty()) {
                var mine = officer.get(times, "officer: list of checks", "/checks?tab=mine&call=" + call)
                        .all(LISTED);
                if (mine.isEmpty()) return;
                desk(times, officer, "/checks/" + mine.getFirst(), random, false);
                continue;
            }
            String path = "/checks/" + Typing.pick(list, random);
            officer.get(times, "officer: desk", path);
            Crowd.think(random, options.thinkMillis() / 2);
            officer.post(times, "officer: claim", path + "/claim", List.of());
            desk(times, officer, path, random, false);
        }
    }

    /** Reads, ticks off and decides; where the answer leads. */
    private String desk(Times times, Visitor officer, String path, SplittableRandom random, boolean next)
            throws InterruptedException {
        var page = officer.get(times, "officer: desk", path);
        String expected = page.find(EXPECTED);
        // A colleague was quicker.
        if (expected.isEmpty() || page.all(MARKS).isEmpty()) return "";
        Crowd.think(random, options.thinkMillis());
        boolean refused = random.nextInt(14) == 0;
        var fields = new ArrayList<Visitor.Field>();
        fields.add(new Visitor.Field("expected", expected));
        boolean first = true;
        for (String item : page.all(MARKS)) {
            fields.add(new Visitor.Field("mark." + item, refused && first ? "fail" : "pass"));
            first = false;
        }
        fields.add(new Visitor.Field("action", refused ? "refuse" : "pass"));
        fields.add(new Visitor.Field("clause", "申报通知第二条"));
        fields.add(new Visitor.Field("reason", refused ? "申报主体不符合通知规定的条件。" : NOTED));
        if (next) fields.add(new Visitor.Field("next", "true"));
        var answer = officer.post(times, "officer: decision", path, fields);
        if (answer.status() == 302 || answer.status() == 303) decided.add(path.substring("/checks/".length()));
        return answer.location();
    }
}
