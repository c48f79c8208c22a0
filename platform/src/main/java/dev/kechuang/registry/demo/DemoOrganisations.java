package dev.kechuang.registry.demo;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.shared.CreditCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Invents organisations one after the other: names as registers show them, districts of uneven weight, many small firms
 * and few large ones, some waiting, returned, closed or merged.
 */
final class DemoOrganisations {

    private static final String CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 30);

    private final RandomGenerator random;
    private final String cityName;
    private final List<Region> districts;
    private final List<Region> zones;
    private final List<String> fields;
    private final List<String> industries = new ArrayList<>();
    private long number;
    private final ArrayList<DemoOrganisation> mergeTargets = new ArrayList<>();

    DemoOrganisations(Region city, List<Region> below, CodeLists codes, RandomGenerator random) {
        this.random = random;
        this.cityName = city.name().replaceAll("市$", "");
        this.districts =
                below.stream().filter(r -> r.kind() != Region.Kind.ZONE).toList();
        this.zones = below.stream().filter(r -> r.kind() == Region.Kind.ZONE).toList();
        this.fields =
                codes.technicalFields().stream().map(CodeLists.Entry::code).toList();
        for (Map.Entry<String, Integer> weight : DemoWords.INDUSTRY_WEIGHTS) {
            if (codes.industry(weight.getKey()).isEmpty()) continue;
            for (int i = 0; i < weight.getValue(); i++) industries.add(weight.getKey());
        }
        this.number = random.nextLong(1L << 30);
        if (districts.isEmpty()) throw new IllegalStateException("the pack names no district of " + city.name());
    }

    DemoOrganisation next() {
        String kind = kind();
        boolean firm = kind.equals("enterprise");
        // A few districts hold most of the firms.
        double at = random.nextDouble();
        Region district = district(at);
        Region zone = zone(district);
        String industry = industry(kind);
        LocalDate founded = founded(kind);
        String name = name(kind, industry, district);
        LocalDate registered = max(founded, LocalDate.of(2019, 1, 2)).plusDays(random.nextInt(900));
        if (registered.isAfter(LAST_DAY)) registered = LAST_DAY.minusDays(random.nextInt(60));
        String status = status();
        LocalDate confirmed = null;
        LocalDate closed = null;
        DemoOrganisation target = null;
        switch (status) {
            case "pending", "returned", "draft" -> registered = LAST_DAY.minusDays(random.nextInt(20));
            default -> confirmed = registered.plusDays(1 + random.nextInt(6));
        }
        if (status.equals("merged")) {
            if (mergeTargets.isEmpty()) status = "confirmed";
            else target = mergeTargets.get(random.nextInt(mergeTargets.size()));
        }
        if (status.equals("closed") || status.equals("merged")) {
            LocalDate from = confirmed == null ? registered : confirmed;
            closed = from.plusDays(random.nextLong(Math.max(1, LAST_DAY.toEpochDay() - from.toEpochDay())));
        }
        String formerName = firm && random.nextInt(12) == 0 ? name(kind, industry, district) : null;
        if (target != null) {
            // The same firm, entered twice under a name that differs a little.
            name = target.name().replace("有限公司", "有限责任公司");
            district = find(target.region(), district);
        }
        String legal = DemoWords.person(random);
        var made = new DemoOrganisation(
                id(registered),
                status,
                kind,
                target == null ? creditCode(kind, district.code()) : target.creditCode(),
                name,
                formerName,
                english(kind, industry),
                district.code(),
                zone == null ? null : zone.code(),
                industry,
                firm && !fields.isEmpty() && random.nextInt(5) > 0
                        ? fields.get((industry.hashCode() & 0x7fffffff) % fields.size())
                        : "",
                founded,
                scale(kind),
                address(district, zone),
                "0512-6" + String.format("%07d", random.nextInt(10_000_000)),
                "",
                legal,
                random.nextInt(3) == 0 ? legal : DemoWords.person(random),
                registered,
                confirmed,
                closed,
                target == null ? null : target.id());
        if (status.equals("confirmed") && firm && mergeTargets.size() < 200) mergeTargets.add(made);
        return made;
    }

    /** By their weight where the words know it, else the first the most. */
    private Region district(double at) {
        int sum = districts.stream().mapToInt(DemoOrganisations::weight).sum();
        if (sum == 0) return districts.get((int) (at * at * districts.size()));
        double left = at * sum;
        for (Region district : districts) {
            left -= weight(district);
            if (left < 0) return district;
        }
        return districts.getLast();
    }

    private static int weight(Region district) {
        return DemoWords.DISTRICT_WEIGHTS.getOrDefault(district.code(), 0);
    }

    private Region find(String code, Region otherwise) {
        return districts.stream()
                .filter(region -> region.code().equals(code))
                .findFirst()
                .orElse(otherwise);
    }

    private String status() {
        int at = random.nextInt(1000);
        if (at < 940) return "confirmed";
        if (at < 954) return "pending";
        if (at < 960) return "returned";
        if (at < 965) return "draft";
        if (at < 990) return "closed";
        return "merged";
    }

    private String kind() {
        int at = random.nextInt(1000);
        if (at < 944) return "enterprise";
        if (at < 956) return "institute";
        if (at < 959) return "university";
        if (at < 964) return "bank";
        if (at < 967) return "guarantor";
        if (at < 970) return "insurer";
        if (at < 987) return "service";
        if (at < 996) return "incubator";
        return "government";
    }

    private String industry(String kind) {
        return switch (kind) {
            case "institute" -> "M73";
            case "university" -> "P83";
            case "bank" -> "J66";
            case "guarantor" -> "J69";
            case "insurer" -> "J68";
            case "service", "incubator" -> "M75";
            case "government" -> "S92";
            default -> industries.isEmpty() ? "" : DemoWords.pick(industries, random);
        };
    }

    private @Nullable Region zone(Region district) {
        if (zones.isEmpty() || random.nextInt(100) >= 35) return null;
        var here = zones.stream()
                .filter(zone -> zone.overlaps().contains(district.code()))
                .toList();
        return here.isEmpty() ? null : DemoWords.pick(here, random);
    }

    private String brand() {
        int length = random.nextInt(100);
        length = length < 72 ? 2 : length < 88 ? 3 : 4;
        var brand = new StringBuilder();
        for (int i = 0; i < length; i++) brand.append(DemoWords.skewed(DemoWords.BRAND, random));
        return brand.toString();
    }

    private String name(String kind, String industry, Region district) {
        String local = district.name().replaceAll("[市区县]$", "");
        if (local.length() < 2) local = cityName;
        String place = switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> cityName;
            case 4 -> cityName + "市";
            case 5, 6 -> local;
            case 7 -> local + "市".substring(0, district.name().endsWith("市") ? 1 : 0);
            default -> "";
        };
        return switch (kind) {
            case "institute" -> cityName + brand() + DemoWords.pick(List.of("产业技术研究院", "应用技术研究所", "工程研究中心"), random);
            case "university" -> cityName + brand() + DemoWords.pick(List.of("职业技术学院", "工业园区服务外包学院", "科技大学"), random);
            case "bank" ->
                DemoWords.pick(List.of("中国建华银行", "江南商业银行", "国信银行", "恒通银行"), random) + "股份有限公司" + cityName + brand()
                        + "支行";
            case "guarantor" -> place + brand() + "融资担保有限公司";
            case "insurer" -> brand() + "财产保险股份有限公司" + cityName + "分公司";
            case "service" -> place + brand() + DemoWords.pick(List.of("知识产权代理有限公司", "科技服务有限公司", "技术转移有限公司"), random);
            case "incubator" ->
                place + brand() + DemoWords.pick(List.of("科技企业孵化器有限公司", "众创空间管理有限公司", "创业园发展有限公司"), random);
            case "government" -> district.name() + brand() + DemoWords.pick(List.of("街道办事处", "镇人民政府"), random);
            default -> firm(place, industry);
        };
    }

    private String firm(String place, String industry) {
        String trade = random.nextInt(400) == 0
                ? DemoWords.pick(DemoWords.LONG_TRADES, random)
                : DemoWords.pick(DemoWords.TRADES.getOrDefault(industry, List.of("科技")), random);
        int form = random.nextInt(100);
        String legal = form < 86 ? "有限公司" : form < 94 ? "股份有限公司" : form < 97 ? "有限责任公司" : "（" + cityName + "）有限公司";
        String name = place + brand() + trade + legal;
        return form >= 97 ? brand() + trade + legal : name;
    }

    private String english(String kind, String industry) {
        if (!kind.equals("enterprise") || random.nextInt(5) > 0) return "";
        String[] start = {"Nova", "Sino", "Bright", "Apex", "Delta", "Orient", "Lumen", "Vertex", "Hua", "Rui"};
        String[] end = {"tech", "sys", "dyne", "med", "soft", "core", "link", "works"};
        String trade = industry.startsWith("I") ? "Software" : industry.startsWith("C27") ? "Pharma" : "Technology";
        return start[random.nextInt(start.length)] + end[random.nextInt(end.length)] + " " + trade + " Co., Ltd.";
    }

    private LocalDate founded(String kind) {
        double at = random.nextDouble();
        int back = kind.equals("enterprise") ? (int) (at * at * 11_000) : 2_000 + (int) (at * 14_000);
        return LocalDate.of(2025, 6, 30).minusDays(back);
    }

    private String scale(String kind) {
        if (!kind.equals("enterprise") && !kind.equals("service")) return "";
        int at = random.nextInt(100);
        return at < 41 ? "micro" : at < 86 ? "small" : at < 97 ? "medium" : "large";
    }

    private String address(Region district, @Nullable Region zone) {
        String number = DemoWords.pick(DemoWords.ROADS, random) + (1 + random.nextInt(1600)) + "号";
        String house = switch (random.nextInt(4)) {
            case 0 ->
                DemoWords.pick(DemoWords.PLACES, random) + (1 + random.nextInt(20)) + "幢" + (101 + random.nextInt(800))
                        + "室";
            case 1 -> (1 + random.nextInt(9)) + "幢";
            default -> "";
        };
        return cityName + "市" + district.name() + (zone == null ? "" : zone.name()) + number + house;
    }

    /** A version-7 id of the day of registration, so that ids follow time as those of the database do. */
    private UUID id(LocalDate day) {
        long millis = day.toEpochDay() * 86_400_000L + random.nextInt(86_400_000);
        long high = millis << 16 | 0x7000L | random.nextInt(1 << 12);
        long low = 0x8000000000000000L | random.nextLong() >>> 2;
        return new UUID(high, low);
    }

    private String creditCode(String kind, String region) {
        String authority = switch (kind) {
            case "government" -> "11";
            case "institute", "university" -> "12";
            default -> "91";
        };
        String place = region.matches("[0-9]{6}") ? region : "320500";
        // Steps through all codes without meeting one twice.
        number = (number + 611_953_133_417L) % 852_891_037_441L;
        var organisation = new StringBuilder();
        long rest = number;
        for (int i = 0; i < 8; i++) {
            organisation.append(CODE_LETTERS.charAt((int) (rest % 31)));
            rest /= 31;
        }
        String first17 = authority + place + organisation + organisationCheck(organisation);
        return first17 + CreditCode.checkCharacter(first17);
    }

    /** Check character of the organisation code inside (GB 11714): weights 3, 7, 9, 10, 5, 8, 4, 2 mod 11. */
    private static char organisationCheck(CharSequence code) {
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 8; i++) sum += Character.digit(code.charAt(i), 36) * weights[i];
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }

    private static LocalDate max(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
