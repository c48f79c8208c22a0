package dev.kechuang.programme.benchmark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Experts score and sign what was drawn for them, so many at once, saved as typed. */
final class Reviewing {

    private static final Pattern SHEET = Pattern.compile("href=\"/reviews/sheets/([0-9a-f-]{36})\"");
    private static final Map<String, Integer> ITEMS = Map.of("innovation", 40, "feasibility", 30, "benefit", 30);

    private final Stage stage;
    private final Options options;
    private final UUID call;
    private final Map<String, Integer> signed = new ConcurrentHashMap<>();

    Reviewing(Stage stage, Options options, UUID call) {
        this.stage = stage;
        this.options = options;
        this.call = call;
    }

    void draw(Times times) {
        Visitor officer = stage.visitor(times, stage.logins("BUREAU_OFFICER", 1).getFirst());
        String round = "/api/programme/reviews/" + call + "/review";
        Stage.ok(officer.json(
                times,
                "officer: seed",
                "POST",
                round + "/seed",
                "{\"seed\":\"20261122\",\"source\":\"体育彩票开奖号码\",\"due\":\""
                        + LocalDate.now(Stage.ZONE).plusDays(20) + "\"}"));
        Stage.ok(officer.json(times, "officer: draw", "POST", round + "/draw", "{\"reason\":\"\"}"));
    }

    int sheets() {
        return Math.toIntExact(stage.count("""
                SELECT count(*) FROM programme.review_assignment s JOIN programme.review_round r ON r.id = s.round
                WHERE r.call = ? AND s.state IN ('invited', 'accepted', 'signed')""", call));
    }

    /**
     * Everybody works through the own list; each list is read once more after the last sheet. They have logged in before, a
     * few at a time: two hundred do not open the door in the same second, and a password takes its time on purpose.
     */
    void score(Times times) throws Exception {
        var logins = stage.words("""
                SELECT DISTINCT a.login FROM programme.review_assignment s
                JOIN programme.review_round r ON r.id = s.round
                JOIN registry.published_expert e ON e.id = s.expert JOIN identity.account a ON a.id = e.account
                WHERE r.call = ? AND s.state = 'invited' ORDER BY a.login""", call);
        // Asked once: the measurement is of the application, not of who measures.
        var waiting = Set.copyOf(stage.words("""
                SELECT s.id::text FROM programme.review_assignment s JOIN programme.review_round r ON r.id = s.round
                WHERE r.call = ? AND s.state IN ('invited', 'accepted')""", call));
        var inside = new ConcurrentHashMap<String, Visitor>();
        Crowd.all(logins, 4, (login, place) -> inside.put(login, stage.visitor(times, login)));
        Crowd.all(logins, options.experts(), (login, place) -> {
            var random = new SplittableRandom(place);
            Visitor expert = Objects.requireNonNull(inside.get(login));
            Crowd.think(random, 4 * options.thinkMillis());
            var mine = expert.get(times, "expert: my reviews", "/my/reviews").all(SHEET);
            for (String id : mine) {
                if (waiting.contains(id)) sheet(times, expert, id, random);
            }
            expert.get(times, "expert: my reviews", "/my/reviews");
        });
    }

    private void sheet(Times times, Visitor expert, String id, SplittableRandom random) throws InterruptedException {
        String path = "/reviews/sheets/" + id;
        expert.get(times, "expert: sheet", path);
        Crowd.think(random, options.thinkMillis());
        expert.post(times, "expert: accept", path + "/accept", List.of());
        expert.get(times, "expert: sheet", path);
        var fields = new ArrayList<Visitor.Field>();
        int total = 0;
        double good = 0.75 + 0.05 * random.nextDouble();
        for (var item : ITEMS.entrySet()) {
            // Reading takes longer than typing.
            Crowd.think(random, 2 * options.thinkMillis());
            int points = (int) (item.getValue() * good);
            total += points;
            fields.add(new Visitor.Field("points-" + item.getKey(), String.valueOf(points)));
            Stage.ok(expert.post(times, "expert: sheet saved", path + "/draft", fields));
        }
        fields.add(new Visitor.Field("comment", "技术路线清晰，研究基础较好，建议支持。"));
        Crowd.think(random, options.thinkMillis());
        var answer = expert.post(times, "expert: sign", path + "/sign", fields);
        if (answer.status() == 302 || answer.status() == 303) signed.put(id, total);
        expert.get(times, "expert: sheet", path);
    }

    /** What was acknowledged as signed and does not stand so. */
    List<String> lost() {
        var lost = new ArrayList<String>();
        signed.forEach((id, total) -> {
            var kept = stage.words(
                    "SELECT total::text FROM programme.review_assignment WHERE id = ?::uuid AND state = 'signed'", id);
            if (kept.size() != 1 || Double.parseDouble(kept.getFirst()) != total) {
                lost.add("sheet " + id + " was signed with " + total + " and says " + kept);
            }
        });
        return lost;
    }

    int signed() {
        return signed.size();
    }
}
