package dev.kechuang.policy.web;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Type;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What policies and verdicts are called in the reader's language. */
@Component
public class PolicyWords {

    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("基本", "The firm"),
            Map.entry("经营", "Business"),
            Map.entry("人员", "Staff"),
            Map.entry("研发", "R&D"),
            Map.entry("知识产权", "Intellectual property"),
            Map.entry("成果", "Achievements"),
            Map.entry("技术合同", "Technology contract"),
            Map.entry("税收", "Tax"),
            Map.entry("合规", "Compliance"),
            Map.entry("资质", "Titles"),
            Map.entry("专家评分", "Experts' points"),
            Map.entry("金融", "Finance"),
            Map.entry("载体", "Incubator"));

    private final Texts texts;
    private final Regions regions;

    PolicyWords(Texts texts, Regions regions) {
        this.texts = texts;
        this.regions = regions;
    }

    public String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    public String name(Locale locale, Policy policy) {
        return english(locale) ? policy.english() : policy.name();
    }

    /** The level of who issued it (政策层级): its code as in the filter. */
    public String level(PolicyVersion version) {
        if (version.region().isEmpty()) return "national";
        var kind = regions.find(version.region()).map(Region::kind).orElse(Region.Kind.CITY);
        return switch (kind) {
            case PROVINCE -> "province";
            case CITY -> "city";
            case DISTRICT, COUNTY, ZONE -> "county";
        };
    }

    public String levelName(Locale locale, PolicyVersion version) {
        return text(locale, "policy.level." + level(version));
    }

    public String validity(Locale locale, Policy policy) {
        return policy.validUntil() == null
                ? text(locale, "policy.validFrom", policy.validFrom().toString())
                : text(
                        locale,
                        "policy.validBetween",
                        policy.validFrom().toString(),
                        policy.validUntil().toString());
    }

    /** How far the figures can be relied on: the weakest of the sources. */
    public Tag status(Locale locale, Policy policy) {
        var weakest = policy.sources().stream()
                .map(Policy.Source::status)
                .max(java.util.Comparator.naturalOrder())
                .orElse(Policy.Status.EXAMPLE);
        return status(locale, weakest);
    }

    public Tag status(Locale locale, Policy.Status status) {
        return switch (status) {
            case TAKEN -> new Tag(text(locale, "policy.source.taken"), Tone.PASSED);
            case RECALLED -> new Tag(text(locale, "policy.source.recalled"), Tone.IN_PROGRESS);
            case EXAMPLE -> new Tag(text(locale, "policy.source.example"), Tone.RETURNED);
        };
    }

    /** Why a decision does not count although the conditions are what they are. */
    public List<String> limits(Locale locale, Decided decided) {
        return decided.limits().stream()
                .map(limit -> text(
                        locale,
                        switch (limit) {
                            case NOT_IN_FORCE -> "policy.limit.notInForce";
                            case OTHER_REGION -> "policy.limit.otherRegion";
                        }))
                .toList();
    }

    /** What a comparison wants: 不超过, 不早于. */
    public String wanted(Locale locale, Operator operator, Type type) {
        boolean day = type instanceof Type.Day;
        return switch (operator) {
            case LESS -> text(locale, day ? "policy.wanted.before" : "policy.wanted.below");
            case LESS_EQUAL -> text(locale, day ? "policy.wanted.notAfter" : "policy.wanted.atMost");
            case GREATER -> text(locale, day ? "policy.wanted.after" : "policy.wanted.above");
            case GREATER_EQUAL -> text(locale, day ? "policy.wanted.notBefore" : "policy.wanted.atLeast");
            case NOT_EQUAL -> text(locale, "policy.wanted.not");
            default -> text(locale, "policy.wanted.equal");
        };
    }

    /** A group of facts (事实分组), which the dictionary names in Chinese alone. */
    public String group(Locale locale, String group) {
        return english(locale) ? GROUPS.getOrDefault(group, group) : group;
    }

    public Tag verdict(Locale locale, Decision.Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> new Tag(text(locale, "policy.verdict.eligible"), Tone.PASSED);
            case NOT_ELIGIBLE -> new Tag(text(locale, "policy.verdict.notEligible"), Tone.FAILED);
            case UNKNOWN -> new Tag(text(locale, "policy.verdict.unknown"), Tone.RETURNED);
        };
    }

    /** The day asked for, today when none or nonsense is given. */
    public static LocalDate day(@Nullable String text, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        if (text == null || text.isBlank()) return today;
        LocalDate day = dayOrNull(text);
        return day == null ? today : day;
    }

    /** Null for what is no day between 1990 and 2100. */
    public static @Nullable LocalDate dayOrNull(String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() < 1990 || day.getYear() > 2100 ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    public static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    /** What the engine rendered and escaped. */
    public static Content html(String fragment) {
        return output -> output.writeContent(fragment);
    }
}
