package dev.kechuang.policy.internal.deduction;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A project of a filing as typed.
 *
 * @param position its row in the table, from 1
 */
public record Project(UUID id, int position, Map<String, String> typed) {

    /** Fields in the order of forms and files. */
    public static final List<String> FIELDS = List.of(
            "number",
            "name",
            "mode",
            "field",
            "from",
            "until",
            "activity",
            "party",
            "abroad",
            "personnel",
            "direct",
            "depreciation",
            "amortisation",
            "design",
            "other",
            "commissioned",
            "total");

    /** How a project is done (研发形式). */
    public enum Mode {
        /** 自主研发. */
        OWN,
        /** 委托研发: somebody else does it, and what is paid counts in part. */
        COMMISSIONED,
        /** 合作研发: each partner counts its own costs. */
        COOPERATIVE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Mode> of(String code) {
            return Stream.of(values()).filter(mode -> mode.code().equals(code)).findFirst();
        }
    }

    /** What a project is by its nature; all but the first are no R&amp;D (不适用税前加计扣除政策的活动, 财税〔2015〕119号一（二）). */
    public enum Activity {
        /** 研发活动: new knowledge, or a substantial improvement of technology, products or processes. */
        RESEARCH("research"),
        /** 企业产品（服务）的常规性升级. */
        ROUTINE_UPGRADE("routineUpgrade"),
        /** 对某项科研成果的直接应用. */
        DIRECT_USE("directUse"),
        /** 商品化后为顾客提供的技术支持活动. */
        CUSTOMER_SUPPORT("customerSupport"),
        /** 对现存产品、服务、技术、材料或工艺流程进行的重复或简单改变. */
        SIMPLE_CHANGE("simpleChange"),
        /** 市场调查研究、效率调查或管理研究. */
        MARKET_STUDY("marketStudy"),
        /** 常规的质量控制、测试分析、维修维护. */
        ROUTINE_TESTING("routineTesting"),
        /** 社会科学、艺术或人文学方面的研究. */
        HUMANITIES("humanities");

        private final String code;

        Activity(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        static Optional<Activity> of(String code) {
            return Stream.of(values())
                    .filter(activity -> activity.code().equals(code))
                    .findFirst();
        }
    }

    /** How the project is called in messages: its number, or its row where it has none. */
    public String label() {
        String number = typed.getOrDefault("number", "").strip();
        return number.isEmpty() ? "#" + position : number;
    }

    /**
     * What was typed, read.
     *
     * @param field technical field, empty where none is stated
     * @param party whom it was commissioned to, else empty
     * @param abroad whether it was commissioned to somebody abroad
     * @param costs own costs in fen, without zeros
     * @param commissioned what was paid for the commission, in fen
     */
    public record Data(
            String number,
            String name,
            Mode mode,
            String field,
            LocalDate from,
            LocalDate until,
            Activity activity,
            String party,
            boolean abroad,
            Map<Cost, Long> costs,
            long commissioned) {

        /** Of all costs together. */
        public long total() {
            return costs.values().stream().reduce(commissioned, Math::addExact);
        }
    }
}
