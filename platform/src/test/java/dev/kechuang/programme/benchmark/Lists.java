package dev.kechuang.programme.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Lists of applications as officers open them: plain, filtered, searched, leafed through. */
final class Lists {

    private static final int ROUNDS = 40;
    private static final int WARM_UP = 6;
    private static final Pattern NEXT = Pattern.compile("href=\"(/applications\\?[^\"]*after=[^\"]*)\"");
    private static final Pattern APPLICATION = Pattern.compile("href=\"/applications/([0-9a-f-]{36})\"");

    private final Stage stage;

    Lists(Stage stage) {
        this.stage = stage;
    }

    /** Each list so often, two people at once; a list of many pages is leafed to its third. */
    Times measure() throws Exception {
        run(new Times(), WARM_UP);
        var times = new Times();
        run(times, ROUNDS);
        return times;
    }

    private void run(Times times, int rounds) throws Exception {
        Crowd.all(List.of("officer", "county"), 2, (login, place) -> {
            Visitor officer = stage.visitor(times, login);
            for (int i = 0; i < rounds; i++) {
                for (var list : paths(i).entrySet()) {
                    var page = officer.get(times, "list: " + list.getKey(), list.getValue());
                    Stage.ok(page);
                    if (!list.getKey().equals("all")) continue;
                    for (int leaf = 2; leaf <= 3; leaf++) {
                        String next = page.find(NEXT).replace("&amp;", "&");
                        if (next.isEmpty()) break;
                        page = officer.get(times, "list: next page", next);
                    }
                    var one = page.all(APPLICATION);
                    if (!one.isEmpty()) {
                        officer.get(times, "officer: the application", "/applications/" + one.get(i % one.size()));
                    }
                }
            }
        });
    }

    private static Map<String, String> paths(int round) {
        var words = List.of("激光", "机器人", "碳化硅", "锂电", "诊断");
        var stages = List.of("check", "review", "decision", "contract");
        var fields = List.of("01", "02", "03", "04");
        var paths = new LinkedHashMap<String, String>();
        paths.put("all", "/applications");
        paths.put("by stage", "/applications?stage=" + stages.get(round % stages.size()));
        paths.put("by status", "/applications?status=" + (round % 2 == 0 ? "refused" : "open"));
        paths.put("by region", "/applications?region=" + (round % 2 == 0 ? "320585" : "320583"));
        paths.put("by field", "/applications?field=" + fields.get(round % fields.size()));
        paths.put("by programme", "/applications?programme=" + (round % 2 == 0 ? "suzhou-city-project" : "load-test"));
        paths.put(
                "two filters and a word",
                "/applications?stage=check&region=320585&q=" + Visitor.encoded(words.get(round % words.size())));
        paths.put("by word", "/applications?q=" + Visitor.encoded(words.get(round % words.size())));
        paths.put(
                "by number",
                "/applications?q=" + java.time.LocalDate.now(Stage.ZONE).getYear() + "-0");
        paths.put("nothing found", "/applications?q=" + Visitor.encoded("没有这样的项目"));
        paths.put("waiting for the check", "/checks");
        paths.put("calls", "/calls");
        return paths;
    }
}
