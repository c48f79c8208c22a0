package dev.kechuang.registry.internal.title;

import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.SearchTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A made-up city of firms with the lists of two granting documents, written as such lists are: most names right, some
 * former names, some with other brackets or another legal form, some misspelt, and some that fit two firms.
 */
final class GrantingLists {

    private static final String BRAND = "华瑞泰恒信达隆盛鑫源宏远博雅科锐智云天宇星辰凯捷龙腾飞翔金鼎银桥海川江河明德正和安诺维创思奥普罗莱克斯迈威赛福康美佳";
    private static final List<String> TRADES =
            List.of("电子科技", "精密机械", "新材料", "生物医药", "软件技术", "自动化设备", "光电", "环保科技", "纳米技术", "半导体");

    /** How a name stands in a list. */
    enum Written {
        RIGHT,
        FORMER,
        SPELLING,
        LEGAL_FORM,
        MISSPELT,
        AMBIGUOUS
    }

    /** @param organisation who is meant */
    record Line(String name, String number, Written written, UUID organisation) {}

    private final RegistryFixture city;
    private final Random random = new Random(20071231);
    private final HashSet<String> taken = new HashSet<>();
    private final List<Map<String, Object>> organisations = new ArrayList<>();
    private final List<Map<String, Object>> formerNames = new ArrayList<>();
    private int code = 3_000_000;

    GrantingLists(RegistryFixture city) {
        this.city = city;
    }

    /** Firms with the list that names them. */
    List<Line> list(int count, int year) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < count; i++) lines.add(line(i, year));
        return lines;
    }

    private Line line(int i, int year) {
        String number = "SG" + year + "32%05d".formatted(i + 1);
        var written = switch (i % 40) {
            case 3, 17 -> Written.FORMER;
            case 7, 29 -> Written.SPELLING;
            case 11 -> Written.LEGAL_FORM;
            case 19 -> Written.MISSPELT;
            case 37 -> Written.AMBIGUOUS;
            default -> Written.RIGHT;
        };
        String name = name();
        UUID id = add(name);
        return switch (written) {
            case RIGHT -> new Line(name, number, written, id);
            case FORMER -> {
                String former = name();
                former(id, former);
                yield new Line(former, number, written, id);
            }
            case SPELLING -> new Line(name.replace("（", "(").replace("）", " )") + "　", number, written, id);
            case LEGAL_FORM -> new Line(name.replace("有限公司", "股份有限公司"), number, written, id);
            case MISSPELT -> {
                int at = name.indexOf("苏州") + 3;
                yield new Line(name.substring(0, at) + "囍" + name.substring(at + 1), number, written, id);
            }
            case AMBIGUOUS -> {
                // Another firm once had the name that this one has.
                UUID other = add(name());
                former(other, name);
                yield new Line(name, number, written, id);
            }
        };
    }

    private String name() {
        while (true) {
            var brand = new StringBuilder();
            for (int i = 0; i < 3; i++) brand.append(BRAND.charAt(random.nextInt(BRAND.length())));
            String name = "苏州" + brand + TRADES.get(random.nextInt(TRADES.size()))
                    + (random.nextInt(9) == 0 ? "（昆山）有限公司" : "有限公司");
            // Names of which half is the same would be similar by chance.
            if (taken.add(brand.toString())) return name;
        }
    }

    private UUID add(String name) {
        UUID id = UUID.randomUUID();
        var row = new HashMap<String, Object>();
        row.put("id", id);
        row.put("name", name);
        row.put("code", RegistryFixture.code(code++));
        organisations.add(row);
        return id;
    }

    private void former(UUID organisation, String name) {
        formerNames.add(Map.of("organisation", organisation, "name", name));
    }

    /** Writes the firms that were made so far. */
    void enter() {
        var json = JsonMapper.builder().build();
        for (var row : organisations) {
            String name = String.valueOf(row.get("name"));
            var entry = SearchTokens.entry(
                    name,
                    List.of(),
                    "",
                    new SearchTokens.Codes("enterprise", RegistryFixture.KUNSHAN, null, "C39", "", "", 0, "confirmed"));
            row.put("key", entry.nameKey());
            row.put("text", entry.text());
            row.put("tokens", entry.tokens());
        }
        city.jdbc
                .sql("""
                        INSERT INTO registry.organisation (id, status, kind, region, industry, confirmed_on, created_at,
                            updated_at, name_key, search_text, credit_code, name, tokens)
                        SELECT id, 'confirmed', 'enterprise', :region, 'C39', '2006-01-01', now(), now(), key, text, code,
                               name, ARRAY(SELECT t::int FROM jsonb_array_elements_text(tokens) AS t)
                        FROM jsonb_to_recordset(:rows::jsonb) AS r (id uuid, key text, text text, code text, name text,
                            tokens jsonb)""")
                .param("region", RegistryFixture.KUNSHAN)
                .param("rows", json.writeValueAsString(organisations))
                .update();
        city.jdbc.sql("""
                        INSERT INTO registry.former_name (organisation, name, until)
                        SELECT organisation, name, '2015-06-30'
                        FROM jsonb_to_recordset(:rows::jsonb) AS r (organisation uuid, name text)""").param("rows", json.writeValueAsString(formerNames)).update();
        organisations.clear();
        formerNames.clear();
    }
}
