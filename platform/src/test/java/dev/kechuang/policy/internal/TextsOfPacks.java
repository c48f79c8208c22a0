package dev.kechuang.policy.internal;

import dev.kechuang.pack.PackDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Texts of policies as packs would hold them, for tests that change them. */
public final class TextsOfPacks {

    private static final String FACTS = """
            facts:
              - { name: 职工总数, code: staff, en: Staff, group: 人员, type: integer, unit: 人, period: year, changeable: true, min: 0 }
              - { name: 营业收入, code: revenue, en: Revenue, group: 经营, type: money, unit: 元, period: year, changeable: true, min: 0 }
              - { name: 居民企业, code: resident-enterprise, en: Resident, group: 基本, type: boolean, period: as-of, changeable: false }
              - { name: 研发占比, code: rd-share, en: R&D share, group: 经营, type: ratio, period: year, changeable: true }
              - name: 资质
                code: titles
                en: Titles
                group: 资质
                type: events
                period: events
                changeable: false
                fields:
                  - { name: 名称, code: title, type: text }
                  - { name: 生效日期, code: from, type: date }
            """;

    private String facts = FACTS;
    private final List<PackDocument> policies = new ArrayList<>();

    /** @param region region code of the pack, empty for the national one */
    public TextsOfPacks with(String pack, String region, String path, String text) {
        policies.removeIf(p -> p.path().equals("policies/" + path));
        policies.add(new PackDocument(pack, region, "policies/" + path, Digests.of(text), text));
        return this;
    }

    /** A small policy with a threshold for staff, and an amount by revenue. */
    public static String policy(String id, String pack, String staff, String until) {
        return """
                id: %s
                name: 小企业补助
                en: Aid for small firms
                issuer: 市科技局
                region: %s
                grants: 补助
                valid: { from: 2020-01-01%s }
                sources:
                  - { number: 示例, title: 小企业补助办法, status: example }
                parameters:
                  - { name: 人数上限, en: Most staff, clause: 第一条, values: [ { from: 2020-01-01, value: %s } ] }
                conditions:
                  - { id: resident, name: 居民企业, en: Resident, when: 居民企业, clause: 第一条 }
                  - { id: staff, name: 人数不超过上限, en: Staff within the limit, when: 职工总数 <= 人数上限, clause: 第一条 }
                  - { id: share, name: 研发占比, en: R&D share, when: 研发占比 >= 3%%, clause: 第二条 }
                  - { id: titles, name: 有资质, en: Has a title, when: 'count(资质[生效日期 <= 申请日]) > 0', clause: 第三条 }
                benefits:
                  - { name: 补助, en: Aid, clause: 第四条, amount: '营业收入 * 1%%' }
                """.formatted(id, pack, until.isEmpty() ? "" : ", until: " + until, staff);
    }

    /** Without a fact that was there before. */
    TextsOfPacks without(String fact) {
        facts = facts.lines().filter(line -> !line.contains(fact)).collect(Collectors.joining("\n", "", "\n"));
        return this;
    }

    private List<PackDocument> packs() {
        String text = "id: cn\nname: 国家\nen: National\n";
        String city = "id: cn-suzhou\nname: 苏州市\nen: Suzhou\nregion: 320500\n";
        return List.of(
                new PackDocument("cn", "", "pack.yaml", Digests.of(text), text),
                new PackDocument("cn-suzhou", "320500", "pack.yaml", Digests.of(city), city));
    }

    public PolicyBook book() {
        return PolicyBook.of(
                packs(), List.of(new PackDocument("cn", "", "facts.yaml", Digests.of(facts), facts)), policies);
    }
}
