package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Evidence;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the newest records behind a figure with the organisations they concern; records taken back are left out. */
@Component
class EvidenceLists implements RecordLists {

    private final Evidence evidence;
    private final JdbcClient jdbc;
    private final Regions regions;
    private final List<SubjectLink> links;

    EvidenceLists(Evidence evidence, JdbcClient jdbc, Regions regions, List<SubjectLink> links) {
        this.evidence = evidence;
        this.jdbc = jdbc;
        this.regions = regions;
        this.links = List.copyOf(links);
    }

    @Override
    public Found list(Indicator indicator, IndicatorFigure figure, int rows, Viewer viewer) {
        var items = new ArrayList<Evidence.Item>();
        long all = 0;
        for (var operand : figure.operands()) {
            if (!(operand instanceof IndicatorFigure.Operand.OfRecords records)) continue;
            for (RecordFilter filter : records.filters()) {
                Evidence.Page page = evidence.records(filter, viewer, KeyPage.At.START);
                items.addAll(page.records().items());
                all += page.figure().count();
            }
        }
        var shown = items.stream()
                .filter(item -> item.reverses() == null && item.reversedBy() == null && item.count() > 0)
                .sorted(Comparator.comparing(Evidence.Item::businessDate).reversed())
                .limit(rows)
                .toList();
        boolean money = shown.stream().anyMatch(item -> item.amountFen() != 0);
        var names = names(shown);
        var heads = new ArrayList<>(List.of("日期", "单位", "地区"));
        if (money) heads.add("金额（万元）");
        var out = new ArrayList<List<String>>();
        for (Evidence.Item item : shown) {
            var row = new ArrayList<>(
                    List.of(item.businessDate().toString(), name(names, item.organisation()), region(item.region())));
            if (money) row.add(Figures.wan(new Money(item.amountFen())));
            out.add(row);
        }
        long more = all - shown.size();
        return new Found(
                heads,
                out,
                shown.stream().map(item -> path(item.subject())).toList(),
                more > 0 ? "其余" + more + "条见依据。" : "");
    }

    private static String name(Map<UUID, String> names, @Nullable UUID organisation) {
        return organisation == null ? "—" : names.getOrDefault(organisation, "—");
    }

    private Map<UUID, String> names(List<Evidence.Item> items) {
        UUID[] ids = items.stream()
                .map(Evidence.Item::organisation)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        var names = new HashMap<UUID, String>();
        if (ids.length == 0) return names;
        jdbc.sql("SELECT id, name FROM registry.published_organisation WHERE id = ANY(:ids)")
                .param("ids", ids)
                .query((rows, number) -> names.put(rows.getObject(1, UUID.class), rows.getString(2)))
                .list();
        return names;
    }

    private String region(String code) {
        return regions.find(code).map(Region::name).orElse(code);
    }

    private String path(String subject) {
        return links.stream()
                .flatMap(link -> link.path(subject).stream())
                .findFirst()
                .orElse("");
    }
}
