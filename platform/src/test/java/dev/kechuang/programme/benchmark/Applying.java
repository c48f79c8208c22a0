package dev.kechuang.programme.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Firms fill in and submit, field by field as the page does it while somebody types. In every tenth application a
 * colleague types at the same time, half of it into the same fields. What the server acknowledged is written down.
 */
final class Applying {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern APPLICATION = Pattern.compile("/applications/([0-9a-f-]{36})");
    private static final Pattern TOKENS = Pattern.compile("name=\"tokens\" value=\"([^\"]*)\"");
    private static final Pattern MOVES = Pattern.compile("name=\"moves\" value=\"([0-9]+)\"");
    private static final Pattern FIELD_OPTIONS = Pattern.compile("(?s)<select id=\"f-project\\.field\".*?</select>");
    private static final Pattern OPTION = Pattern.compile("<option value=\"([^\"]+)\"");

    private final Stage stage;
    private final Options options;

    /** Path to what was acknowledged last, by application. */
    private final Map<UUID, Map<String, Acknowledged>> acknowledged = new ConcurrentHashMap<>();

    private final Map<UUID, Boolean> submitted = new ConcurrentHashMap<>();

    /** @param version counts the writes of an answer */
    private record Acknowledged(int version, String value) {}

    Applying(Stage stage, Options options) {
        this.stage = stage;
        this.options = options;
    }

    void fillIn(Times times, UUID call, List<Stage.Firm> firms) throws Exception {
        Crowd.all(firms.subList(0, options.applications()), options.applicants(), (firm, place) -> {
            var random = new SplittableRandom(place);
            Visitor visitor = stage.visitor(times, firm.login());
            UUID id = begin(times, visitor, call);
            var answers = Typing.answers(random, place, field(times, visitor, id, random));
            if (place % 10 == 9) two(times, visitor, stage.visitor(times, firm.colleague()), id, answers, random);
            else for (String section : Typing.SECTIONS) section(times, visitor, id, section, answers, random);
            attach(times, visitor, id, random);
            submit(times, visitor, id, random);
        });
    }

    UUID begin(Times times, Visitor visitor, UUID call) {
        visitor.get(times, "applicant: call", "/calls/" + call);
        visitor.get(times, "applicant: may we apply", "/calls/" + call + "/apply");
        String path = visitor.post(times, "applicant: begin", "/calls/" + call + "/apply", List.of())
                .location();
        var found = APPLICATION.matcher(path);
        if (!found.find()) throw new IllegalStateException("not begun: " + path);
        return UUID.fromString(found.group(1));
    }

    private static String field(Times times, Visitor visitor, UUID id, SplittableRandom random) {
        var page = visitor.get(times, "applicant: section of the form", form(id, "project"));
        var select = FIELD_OPTIONS.matcher(page.body());
        if (!select.find()) throw new IllegalStateException("no technical fields offered");
        var codes = OPTION.matcher(select.group())
                .results()
                .map(one -> one.group(1))
                .toList();
        return Typing.pick(codes, random);
    }

    private static String form(UUID id, String section) {
        return "/applications/" + id + "/form/" + section;
    }

    private void section(
            Times times, Visitor visitor, UUID id, String section, Map<String, String> answers, SplittableRandom random)
            throws InterruptedException {
        var tokens = tokens(visitor.get(times, "applicant: section of the form", form(id, section)));
        answers.forEach((path, value) -> {
            if (!path.startsWith(section + ".")) return;
            pause(random);
            type(times, visitor, id, tokens, path, value);
        });
        // The button sends the whole page once more.
        var fields = new ArrayList<Visitor.Field>();
        var lines = new StringBuilder();
        tokens.forEach((path, token) -> {
            lines.append(path).append(' ').append(token).append('\n');
            fields.add(new Visitor.Field(path, answers.getOrDefault(path, "")));
        });
        fields.add(new Visitor.Field("tokens", lines.toString()));
        Stage.ok(visitor.post(times, "applicant: next section", form(id, section), fields));
    }

    private void pause(SplittableRandom random) {
        try {
            Crowd.think(random, options.thinkMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, String> tokens(Visitor.Page page) {
        var tokens = new LinkedHashMap<String, String>();
        for (String line : page.find(TOKENS).split("\\R|&#10;|&#xa;")) {
            int blank = line.indexOf(' ');
            if (blank > 0) tokens.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return tokens;
    }

    /** One field, saved while it is typed; whether it was kept as the value that stands. */
    boolean type(Times times, Visitor visitor, UUID id, Map<String, String> tokens, String path, String value) {
        var answer = visitor.post(
                times,
                "applicant: field saved",
                "/applications/" + id + "/form/save",
                List.of(
                        new Visitor.Field("path", path),
                        new Visitor.Field("value", value),
                        new Visitor.Field("token", tokens.getOrDefault(path, ""))));
        Stage.ok(answer);
        JsonNode told = JSON.readTree(answer.body());
        String token = told.get("token").asString();
        tokens.put(path, token);
        String state = told.get("state").asString();
        if (state.equals("saved")) {
            var now = new Acknowledged(Integer.parseInt(token.substring(0, token.indexOf('-'))), value);
            acknowledged
                    .computeIfAbsent(id, key -> new ConcurrentHashMap<>())
                    .merge(path, now, (one, other) -> other.version() >= one.version() ? other : one);
        }
        return !state.equals("rival");
    }

    /** Two type at once: each half of the fields, and both into some of them; then one settles what stands twice. */
    private void two(
            Times times, Visitor one, Visitor other, UUID id, Map<String, String> answers, SplittableRandom random)
            throws Exception {
        for (String section : Typing.SECTIONS) {
            var paths = answers.keySet().stream()
                    .filter(path -> path.startsWith(section + "."))
                    .toList();
            var both = List.of(one, other);
            Crowd.all(both, 2, (visitor, place) -> {
                var own = new SplittableRandom(random.split().nextLong());
                var tokens = tokens(visitor.get(times, "applicant: section of the form", form(id, section)));
                for (int i = 0; i < paths.size(); i++) {
                    boolean shared = i % 4 == 0 && paths.get(i).startsWith("content.");
                    if (!shared && i % 2 != place) continue;
                    pause(own);
                    String value = java.util.Objects.requireNonNull(answers.get(paths.get(i)));
                    type(times, visitor, id, tokens, paths.get(i), shared ? value + (place == 0 ? "甲" : "乙") : value);
                }
            });
            settle(times, one, id, section);
        }
    }

    private static final Pattern KEEP = Pattern.compile("name=\"choose\" value=\"(keep [^\"]+)\"");

    /** What stands stays; the page offers it for every value that was typed over an older one. */
    private static void settle(Times times, Visitor visitor, UUID id, String section) {
        for (int turn = 0; turn < 10; turn++) {
            String keep = visitor.get(times, "applicant: section of the form", form(id, section))
                    .find(KEEP);
            if (keep.isEmpty()) return;
            Stage.ok(visitor.post(
                    times, "applicant: value chosen", form(id, section), List.of(new Visitor.Field("choose", keep))));
        }
        throw new IllegalStateException("values stand beside each other for ever");
    }

    void attach(Times times, Visitor visitor, UUID id, SplittableRandom random) {
        for (String file : Typing.FILES) {
            Stage.ok(visitor.upload(
                    times,
                    "applicant: file of 100 kB",
                    form(id, "attachments"),
                    List.of(new Visitor.Field("go", "stay"), new Visitor.Field("tokens", "")),
                    "attachments." + file,
                    file + ".pdf",
                    Typing.file(random)));
        }
    }

    private void submit(Times times, Visitor visitor, UUID id, SplittableRandom random) throws InterruptedException {
        var page = visitor.get(times, "applicant: check before submission", "/applications/" + id + "/submit");
        String moves = page.find(MOVES);
        if (moves.isEmpty()) throw new IllegalStateException("cannot be submitted: " + page.body());
        Crowd.think(random, options.thinkMillis());
        var answer = visitor.post(
                times,
                "applicant: submit",
                "/applications/" + id + "/submit",
                List.of(new Visitor.Field("moves", moves)));
        if (answer.status() != 302 && answer.status() != 303) {
            throw new IllegalStateException("not submitted: " + answer.status());
        }
        submitted(id);
        visitor.get(times, "applicant: the application", answer.location());
    }

    /** A whole draft by the JSON interface, ready to be submitted. */
    UUID prepared(Times times, Visitor visitor, UUID call, int place) {
        var random = new SplittableRandom(1_000_000L + place);
        UUID id = begin(times, visitor, call);
        var given = new ArrayList<Map<String, String>>();
        Typing.answers(random, 5_000 + place, field(times, visitor, id, random))
                .forEach((path, value) -> given.add(Map.of("path", path, "value", value, "token", "")));
        Stage.ok(visitor.json(
                times,
                "setup: answers",
                "PUT",
                "/api/programme/applications/" + id + "/answers",
                JSON.writeValueAsString(Map.of("answers", given))));
        attach(times, visitor, id, random);
        return id;
    }

    /** Compares what was acknowledged with what is frozen; answers what differs. */
    List<String> lost() {
        var lost = new ArrayList<String>();
        for (UUID id : submitted.keySet()) {
            var frozen = new HashMap<String, String>();
            stage.owner.sql("""
                            SELECT a.key, a.value #>> '{}' FROM programme.submission s, jsonb_each(s.answers) a
                            WHERE s.application = :id""").param("id", id).query(rows -> {
                frozen.put(rows.getString(1), rows.getString(2));
            });
            if (frozen.isEmpty()) lost.add(id + " was acknowledged and has no submission");
            acknowledged.getOrDefault(id, Map.of()).forEach((path, one) -> {
                String kept = frozen.getOrDefault(path, "");
                if (!kept.equals(one.value())) lost.add(id + " " + path + ": " + one.value() + " became " + kept);
            });
        }
        return lost;
    }

    void submitted(UUID id) {
        submitted.put(id, true);
    }

    long edits() {
        return acknowledged.values().stream().mapToLong(Map::size).sum();
    }

    int submissions() {
        return submitted.size();
    }
}
