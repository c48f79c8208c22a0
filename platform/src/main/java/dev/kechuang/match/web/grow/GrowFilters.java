package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** What the lists of cultivation have in common: the fields of their filters, and addresses that carry them on. */
@Component
class GrowFilters {

    private static final List<String> FILTERS = List.of(
            "ladder",
            "year",
            "q",
            "state",
            "distance",
            "field",
            "region",
            "visited",
            "stored",
            "sort",
            "counsellor",
            "stage",
            "here");

    private final GrowWords words;

    GrowFilters(GrowWords words) {
        this.words = words;
    }

    /** Filters by firm: region, distance, field and last visit. */
    List<Field> ofFirms(Viewer viewer, Locale locale) {
        return List.of(
                Field.select("region", words.text(locale, "matchGrow.column.region"), words.regions(locale, viewer)),
                Field.select("distance", words.text(locale, "matchGrow.distance"), words.distances(locale)),
                Field.select("field", words.text(locale, "matchGrow.column.field"), words.fields(locale)),
                Field.select("visited", words.text(locale, "matchGrow.column.visited"), words.visits(locale)));
    }

    /** The query row as it was asked for. */
    static Form form(Map<String, String> asked, Ladder ladder, int year) {
        var values = new HashMap<>(asked);
        values.put("ladder", ladder.id());
        values.put("year", String.valueOf(year));
        return Form.of(values);
    }

    /** An address with the filters that were asked for. */
    static String filtered(String path, Map<String, String> asked) {
        var uri = UriComponentsBuilder.fromPath(path);
        for (String name : FILTERS) {
            String value = asked.getOrDefault(name, "");
            if (!value.isEmpty()) uri.queryParam(name, value);
        }
        return uri.encode().build().toUriString();
    }

    /** Ids of check boxes; what is no id names nothing. */
    static List<UUID> ids(MultiValueMap<String, String> posted, String field) {
        var found = new ArrayList<UUID>();
        for (String one : posted.getOrDefault(field, List.of())) Typed.id(one).ifPresent(found::add);
        return found;
    }

    static String total(KeyPage<?> page) {
        return page.total().count() + (page.total().more() ? "+" : "");
    }
}
