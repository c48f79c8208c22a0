package dev.kechuang.registry.web.expert;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.Experts.Status;
import dev.kechuang.registry.internal.expert.ExpertRules;
import dev.kechuang.registry.internal.expert.TieStore;
import dev.kechuang.registry.web.Labels;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What codes of the pool are called in the reader's language, and the choices of its forms. */
@Component
public class ExpertLabels {

    private final Labels labels;
    private final CodeLists codes;
    private final Regions regions;

    ExpertLabels(Labels labels, CodeLists codes, Regions regions) {
        this.labels = labels;
        this.codes = codes;
        this.regions = regions;
    }

    String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    String region(Locale locale, String code) {
        return labels.region(locale, code);
    }

    String service(Locale locale, Service service) {
        return text(locale, "expert.serves." + service.code());
    }

    String services(Locale locale, Collection<Service> services) {
        return services.stream().map(each -> service(locale, each)).collect(Collectors.joining("、"));
    }

    String fields(Locale locale, Collection<String> fields) {
        return fields.stream().map(code -> labels.technicalField(locale, code)).collect(Collectors.joining("、"));
    }

    String title(Locale locale, String code) {
        return code.isEmpty() ? "" : text(locale, "expert.title." + code);
    }

    String education(Locale locale, String code) {
        return code.isEmpty() ? "" : text(locale, "expert.education." + code);
    }

    Tag status(Locale locale, Status status) {
        return new Tag(
                text(locale, "expert.status." + status.code()),
                switch (status) {
                    case CANDIDATE -> Tone.IN_PROGRESS;
                    case ACTIVE -> Tone.PASSED;
                    case SUSPENDED -> Tone.RETURNED;
                    case LEFT -> Tone.FAILED;
                });
    }

    /** The value of a field as the history shows it. */
    String value(Locale locale, String field, String value) {
        if (value.isEmpty()) return "—";
        return switch (field) {
            case "serves" ->
                Arrays.stream(value.split(","))
                        .map(code -> text(locale, "expert.serves." + code))
                        .collect(Collectors.joining("、"));
            case "fields" -> fields(locale, List.of(value.split(",")));
            case "region" -> region(locale, value);
            case "title" -> title(locale, value);
            case "education" -> education(locale, value);
            case "status" -> text(locale, "expert.status." + value);
            case "tie", "assignment" -> coded(locale, field, value);
            default -> value;
        };
    }

    /** "project 某大学 · 张三": the code in front in words. */
    private String coded(Locale locale, String field, String value) {
        int space = value.indexOf(' ');
        if (space < 0) return value;
        String code = value.substring(0, space);
        boolean known = field.equals("tie")
                ? TieStore.KINDS.contains(code)
                : Service.of(code).isPresent();
        if (!known) return value;
        return text(locale, (field.equals("tie") ? "expert.tie.kind." : "expert.serves.") + code)
                + value.substring(space);
    }

    List<Option> services(Locale locale) {
        return Arrays.stream(Service.values())
                .map(each -> new Option(each.code(), service(locale, each)))
                .toList();
    }

    /** What one can be assigned as: everything but reviewing, which is drawn. */
    List<Option> assignable(Locale locale, Expert expert) {
        return expert.serves().stream()
                .filter(each -> each != Service.REVIEWER)
                .map(each -> new Option(each.code(), service(locale, each)))
                .toList();
    }

    List<Option> statuses(Locale locale) {
        return Arrays.stream(Status.values())
                .map(each -> new Option(each.code(), text(locale, "expert.status." + each.code())))
                .toList();
    }

    List<Option> titles(Locale locale) {
        return ExpertRules.TITLES.stream()
                .map(code -> new Option(code, title(locale, code)))
                .toList();
    }

    List<Option> educations(Locale locale) {
        return ExpertRules.EDUCATIONS.stream()
                .map(code -> new Option(code, education(locale, code)))
                .toList();
    }

    List<Option> tieKinds(Locale locale) {
        return TieStore.KINDS.stream()
                .map(code -> new Option(code, text(locale, "expert.tie.kind." + code)))
                .toList();
    }

    /** Fields of the first level, for filters. */
    List<Option> fields(Locale locale) {
        return labels.technicalFields(locale);
    }

    /** Both levels, the second indented by its first. */
    List<Option> allFields(Locale locale) {
        var options = new ArrayList<Option>();
        for (var top : codes.technicalFields()) {
            String name = labels.technicalField(locale, top.code());
            options.add(new Option(top.code(), name));
            for (var below : codes.technicalFieldsBelow(top.code())) {
                options.add(new Option(below.code(), name + " / " + labels.technicalField(locale, below.code())));
            }
        }
        return options;
    }

    /** Counties and zones of the officer; for the bureau the city too, where people from outside are kept. */
    List<Option> places(Locale locale, Viewer viewer) {
        var options = new ArrayList<Option>();
        if (!viewer.is(Role.COUNTY_OFFICER)) {
            String city = regions.city().code();
            options.add(new Option(city, text(locale, "expert.city", region(locale, city))));
        }
        options.addAll(labels.districts(locale, viewer));
        options.addAll(labels.zones(locale, viewer));
        return options;
    }
}
