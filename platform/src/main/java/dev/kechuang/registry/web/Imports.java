package dev.kechuang.registry.web;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.internal.FactImport;
import dev.kechuang.registry.internal.OrganisationImport;
import dev.kechuang.registry.internal.TwoStepImport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What can be imported, and what its pages say. */
@Component
public class Imports {

    private final Kind organisations;
    private final Kind facts;
    private final ObjectProvider<Kind> others;

    Imports(
            OrganisationImport organisations,
            FactImport facts,
            FactDictionary dictionary,
            ObjectProvider<Kind> others,
            Labels labels) {
        this.others = others;
        this.organisations = new Kind(
                "organisations",
                organisations,
                "/organisations/import",
                "registry.import.",
                "registry.excel.template",
                "/organisations",
                "registry.organisations",
                List.of("name", "creditCode", "kind", "region", "industry"),
                (locale, field) -> labels.text(locale, "registry.field." + field));
        this.facts = new Kind(
                "facts",
                facts,
                "/facts/import",
                "registry.factImport.",
                "registry.factExcel.template",
                "/organisations",
                "registry.organisations",
                List.of("name", "creditCode", "year"),
                (locale, field) -> switch (field) {
                    case "name", "creditCode" -> labels.text(locale, "registry.field." + field);
                    case "year" -> labels.text(locale, "registry.fact.year");
                    default ->
                        dictionary.byCode(field).map(fact -> name(locale, fact)).orElse(field);
                });
    }

    /**
     * One kind of import.
     *
     * @param code in addresses of the JSON interface
     * @param base address of its first page
     * @param texts prefix of the keys of its texts
     * @param template key of the template's name
     * @param list where people come from and return to, and its name
     * @param shown columns of a file that the preview shows
     * @param column name of a column
     */
    public record Kind(
            String code,
            TwoStepImport<?> imports,
            String base,
            String texts,
            String template,
            String list,
            String listName,
            List<String> shown,
            BiFunction<Locale, String, String> column) {}

    public Optional<Kind> find(String code) {
        return Stream.concat(Stream.of(organisations, facts), others.stream())
                .filter(kind -> kind.code().equals(code))
                .findFirst();
    }

    private static String name(Locale locale, FactDefinition fact) {
        return locale.getLanguage().equals("en") && !fact.en().isEmpty() ? fact.en() : fact.name();
    }
}
