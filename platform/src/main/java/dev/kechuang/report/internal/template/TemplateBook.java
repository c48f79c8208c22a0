package dev.kechuang.report.internal.template;

import dev.kechuang.indicator.Indicators;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of the packs that concern the city; immutable. A lower pack's template takes the place of an upper one's. */
public final class TemplateBook {

    private final Map<String, ReportTemplate> byId;
    private final Regions regions;

    private TemplateBook(Map<String, ReportTemplate> byId, Regions regions) {
        this.byId = byId;
        this.regions = regions;
    }

    /** Reads everything; {@link PackProblems} lists all that is wrong. */
    public static TemplateBook of(Packs packs, Indicators indicators) {
        return of(packs.documents("reports"), indicators, packs.regions());
    }

    public static TemplateBook of(List<PackDocument> documents, Indicators indicators, Regions regions) {
        var problems = new ProblemList();
        var found = new LinkedHashMap<String, ReportTemplate>();
        var places = new LinkedHashMap<String, PackDocument>();
        for (PackDocument document : documents) {
            ReportTemplate template = new TemplateReader(document, problems, indicators, regions).read();
            if (template == null) continue;
            PackDocument before = places.put(template.id(), document);
            if (before != null && before.pack().equals(document.pack()))
                problems.add(
                        new At(document.place(), 1, 1),
                        "编号“" + template.id() + "”已在" + before.place() + "中使用",
                        "the id '" + template.id() + "' is used in " + before.place() + " already");
            found.put(template.id(), template);
        }
        problems.throwIfAny();
        return new TemplateBook(found, regions);
    }

    public List<ReportTemplate> all() {
        return List.copyOf(byId.values());
    }

    public Optional<ReportTemplate> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether the template is made for the region: its pack is that of the region or of one above. */
    public boolean fits(ReportTemplate template, String region) {
        return template.region().isEmpty() || regions.subtree(template.region()).contains(region);
    }
}
