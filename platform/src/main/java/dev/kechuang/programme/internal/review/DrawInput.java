package dev.kechuang.programme.internal.review;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.programme.internal.assign.Problem;
import dev.kechuang.programme.internal.assign.Problem.Exclusion;
import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reason;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Problem.Weights;
import dev.kechuang.programme.internal.lifecycle.Application;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What goes into a draw (抽取输入): written down with it, so that anybody can repeat it and ask why. */
@Component
public class DrawInput {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final DrawStore draws;
    private final CodeLists codes;

    public DrawInput(DrawStore draws, CodeLists codes) {
        this.draws = draws;
        this.codes = codes;
    }

    List<String> tops() {
        return codes.technicalFields().stream().map(CodeLists.Entry::code).toList();
    }

    Map<String, String> above() {
        var above = new HashMap<String, String>();
        for (var top : codes.technicalFields()) {
            codes.technicalFieldsBelow(top.code()).forEach(below -> above.put(below.code(), top.code()));
        }
        return above;
    }

    /** The item that stood for an application in a draw: itself, or its panel. */
    public Optional<String> item(Problem problem, Application application) {
        var ids = problem.items().stream().map(Item::id).collect(Collectors.toSet());
        String top = above().getOrDefault(application.field(), application.field());
        return Stream.of(application.id().toString(), ReviewGroup.PANEL + "/" + top, ReviewGroup.PANEL)
                .filter(ids::contains)
                .findFirst();
    }

    /** Everything a repetition needs, as JSON. */
    static String written(Problem problem) {
        var input = new TreeMap<String, Object>();
        input.put("items", problem.items());
        input.put("reviewers", problem.reviewers());
        input.put(
                "forbidden",
                problem.forbidden().entrySet().stream()
                        .map(entry -> Map.of(
                                "item", entry.getKey().item(),
                                "reviewer", entry.getKey().reviewer(),
                                "reason", entry.getValue().reason(),
                                "evidence", entry.getValue().evidence()))
                        .toList());
        input.put("fixed", problem.fixed());
        input.put("existing", problem.existing());
        input.put("unitLimit", problem.unitLimit());
        input.put("weights", problem.weights());
        input.put("seed", problem.seed());
        return JSON.writeValueAsString(input);
    }

    /** A draw as it was made, to be repeated and asked; fields as they stand in the pack today. */
    public Optional<Problem> repeat(UUID round, int number) {
        return draws.input(round, number).map(json -> {
            var kept = JSON.readValue(json, Kept.class);
            var forbidden = new HashMap<Pair, Exclusion>();
            for (Kept.Forbidden each : kept.forbidden()) {
                forbidden.put(new Pair(each.item(), each.reviewer()), new Exclusion(each.reason(), each.evidence()));
            }
            return new Problem(
                    kept.items(),
                    kept.reviewers(),
                    above(),
                    forbidden,
                    kept.fixed(),
                    kept.existing(),
                    kept.unitLimit(),
                    kept.weights(),
                    kept.seed());
        });
    }

    private record Kept(
            List<Item> items,
            List<Reviewer> reviewers,
            List<Forbidden> forbidden,
            Set<Pair> fixed,
            Set<Pair> existing,
            int unitLimit,
            Weights weights,
            String seed) {
        record Forbidden(String item, String reviewer, Reason reason, String evidence) {}
    }
}
