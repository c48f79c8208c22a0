package dev.kechuang.programme.web.definition;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.version.VersionService;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Frame;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Names of codes as the packs have them. */
@Component
class Labels {

    private final Packs packs;
    private final Clock clock;
    private final Map<String, Words> policies = new HashMap<>();

    Labels(Packs packs, Clock clock) {
        this.packs = packs;
        this.clock = clock;
        for (PackDocument document : packs.documents("policies")) {
            Row policy = Row.top(document.place(), document.text(), new ProblemList());
            if (policy == null) continue;
            policies.put(policy.optionalText("id"), new Words(policy.optionalText("name"), policy.optionalText("en")));
        }
    }

    /** Name of an event of the credit record, as the lowest pack's rules have it. */
    String credit(Frame frame, String code) {
        var documents = packs.documents("credit.yaml");
        if (documents.isEmpty()) return code;
        PackDocument rules = documents.getLast();
        Row top = Row.top(rules.place(), rules.text(), new ProblemList());
        if (top == null) return code;
        return top.optionalRows("events").stream()
                .filter(event -> event.optionalText("code").equals(code))
                .findFirst()
                .map(event -> frame.pick(event.optionalText("name"), event.optionalText("en")))
                .orElse(code);
    }

    String policy(Frame frame, String id) {
        Words name = policies.get(id);
        return name == null ? id : frame.pick(name.zh(), name.en());
    }

    String region(Frame frame, String code) {
        if (code.isEmpty()) return frame.t("definition.region.country");
        return packs.regions()
                .find(code)
                .map(region -> frame.pick(region.name(), region.en()))
                .orElse(code);
    }

    String field(Frame frame, String code) {
        return packs.codeLists()
                .technicalField(code)
                .map(entry -> name(frame, entry))
                .orElse(code);
    }

    private static String name(Frame frame, CodeLists.Entry entry) {
        return frame.pick(entry.name(), entry.en());
    }

    String title(Frame frame, String kind, String level) {
        String name = packs.titleKinds()
                .byCode(kind)
                .map(found -> frame.pick(found.name(), found.en()))
                .orElse(kind);
        return frame.t("definition.title", frame.t("definition.level." + level), name);
    }

    /** The city, its counties and zones, as far as the viewer may keep programmes of them. */
    List<Region> regions(Viewer viewer) {
        Region city = packs.regions().city();
        return Stream.concat(Stream.of(city), packs.regions().children(city.code(), LocalDate.now(clock)).stream())
                .filter(region -> VersionService.mayChange(viewer, region.code()))
                .toList();
    }
}
