package dev.kechuang.registry.web;

import dev.kechuang.record.RecordFilter;
import dev.kechuang.registry.internal.OrganisationRecords;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Tab;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The views of one organisation, the same on each of its pages. */
@Component
public class OrganisationTabs {

    private final Texts texts;

    OrganisationTabs(Texts texts) {
        this.texts = texts;
    }

    /** @param current the last word of the view's address; {@code basic} for the first */
    public List<Tab> of(UUID id, String current, Locale locale) {
        String base = "/organisations/" + id;
        return List.of(
                Tab.of(texts.text(locale, "registry.tab.basic"), base, current.equals("basic")),
                Tab.of(texts.text(locale, "title.titles"), base + "/titles", current.equals("titles")),
                Tab.of(texts.text(locale, "ip.rights"), base + "/ip", current.equals("ip")),
                Tab.of(texts.text(locale, "registry.tab.people"), base + "/people", current.equals("people")),
                Tab.of(texts.text(locale, "registry.tab.facts"), base + "/facts", current.equals("facts")),
                Tab.of(texts.text(locale, "registry.tab.policies"), base + "/policies", false),
                Tab.of(
                        texts.text(locale, "registry.tab.records"),
                        RecordFilter.of(OrganisationRecords.KIND).by(id).path(),
                        false),
                Tab.of(texts.text(locale, "registry.tab.history"), base + "/history", current.equals("history")));
    }
}
