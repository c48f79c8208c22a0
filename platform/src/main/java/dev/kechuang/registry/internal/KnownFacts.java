package dev.kechuang.registry.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.Organisation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Facts that the register of organisations states already (登记信息): nobody is asked for them again. A fact whose value
 * the dictionary does not offer is not known.
 */
@Component
public class KnownFacts {

    private final FactDictionary dictionary;
    private final CodeLists codes;

    public KnownFacts(FactDictionary dictionary, CodeLists codes) {
        this.dictionary = dictionary;
        this.codes = codes;
    }

    /** Texts by code of the fact, for those of the dictionary that the organisation's entry answers. */
    public Map<String, String> of(Organisation o) {
        var known = new LinkedHashMap<String, String>();
        put(known, "founding-date", o.founded() == null ? null : o.founded().toString());
        put(known, "industry-code", o.industry());
        put(known, "industry-section", section(o.industry()));
        put(known, "high-tech-field", technicalField(o.technicalField()));
        put(known, "region", o.region());
        put(known, "organisation-kind", kind(o));
        return known;
    }

    private void put(Map<String, String> known, String code, @Nullable String value) {
        if (value == null || value.isEmpty()) return;
        dictionary
                .byCode(code)
                .filter(fact ->
                        fact.type() != FactDefinition.Type.ENUM || fact.values().contains(value))
                .ifPresent(fact -> known.put(code, value));
    }

    /** The dictionary writes the sections without the commas that GB/T 4754 sets between their parts. */
    private @Nullable String section(String industry) {
        if (industry.isEmpty()) return null;
        return codes.industry(industry.substring(0, 1))
                .map(section -> section.name().replace("、", ""))
                .orElse(null);
    }

    /** The first level of the technical fields is the dictionary's choice. */
    private @Nullable String technicalField(String code) {
        for (var field : codes.technicalFields()) {
            if (code.equals(field.code()) || code.startsWith(field.code() + "-")) return field.name();
        }
        return null;
    }

    /** Service organisations and incubators may be firms or public bodies: that their entry does not say. */
    private static @Nullable String kind(Organisation o) {
        return switch (o.kind()) {
            case ENTERPRISE, BANK, GUARANTOR, INSURER -> "企业";
            case UNIVERSITY -> "高等院校";
            case INSTITUTE -> "科研院所";
            case GOVERNMENT -> "其他";
            case SERVICE, INCUBATOR -> null;
        };
    }
}
