package dev.kechuang.reader.quantity;

import dev.kechuang.reader.text.Fold;
import dev.kechuang.reader.words.Words;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the unit that starts at a place in the text. */
final class Units {
    private static final Map<String, Unit> UNITS = load();
    private static final int LONGEST =
            UNITS.keySet().stream().mapToInt(String::length).max().orElse(0);

    private Units() {}

    /** A unit with the place after it. */
    record Match(Unit unit, int end) {}

    private static Map<String, Unit> load() {
        Map<String, Unit> units = new HashMap<>();
        for (String line : Words.lines("units")) {
            String[] cells = line.split("\\s+");
            units.put(
                    cells[0],
                    new Unit(cells[1], Unit.Kind.valueOf(cells[2].toUpperCase(Locale.ROOT)), new BigDecimal(cells[3])));
        }
        units.put("%", Unit.PERCENT);
        units.put("‰", Unit.PERMILLE);
        units.put("个百分点", Unit.POINTS);
        units.put("百分点", Unit.POINTS);
        units.put("个点", Unit.POINTS);
        units.put("倍", Unit.TIMES);
        units.put("番", Unit.DOUBLINGS);
        return Map.copyOf(units);
    }

    static @Nullable Match at(String text, int at, int limit) {
        for (int n = Math.min(LONGEST, limit - at); n > 0; n--) {
            String word = text.substring(at, at + n);
            Unit unit = UNITS.get(word);
            if (unit == null) continue;
            int end = at + n;
            char next = end < limit ? text.charAt(end) : '\n';
            if (Fold.isLatin(word.charAt(0)) && (Fold.isLatin(next) || Fold.isDigit(next))) return null;
            if (beginsAnotherWord(text, word, end, limit, next)) continue;
            return withAlternative(text, unit, end, limit);
        }
        return null;
    }

    /** 台(套), 家(次), 台/套: both printed units name one. */
    private static Match withAlternative(String text, Unit unit, int end, int limit) {
        if (end + 2 < limit && text.charAt(end) == '(') {
            int close = text.indexOf(')', end);
            if (close > end + 1 && close <= end + 3 && close < limit) {
                String inner = text.substring(end + 1, close);
                if (UNITS.containsKey(inner))
                    return new Match(new Unit(unit.base() + inner, unit.kind(), unit.factor()), close + 1);
            }
        }
        if (end + 1 < limit && text.charAt(end) == '/' && unit.countable()) {
            String inner = text.substring(end + 1, end + 2);
            Unit other = UNITS.get(inner);
            if (other != null && other.countable())
                return new Match(new Unit(unit.base() + inner, unit.kind(), unit.factor()), end + 2);
        }
        return new Match(unit, end);
    }

    /** The classifier is the first character of a longer word: 863项|目, 500人|才. */
    private static boolean beginsAnotherWord(String text, String unit, int end, int limit, char next) {
        return switch (unit) {
                    case "项" -> next == '目' && !text.startsWith("目标", end);
                    case "个" -> next == '人' && !text.startsWith("人才", end) || next == '体' || next == '性';
                    case "家" -> next == '庭' || next == '长' || next == '电' || next == '居';
                    case "人" ->
                        next == '才'
                                || next == '工'
                                || next == '大'
                                || next == '均'
                                || next == '口'
                                || next == '类'
                                || next == '员'
                                || next == '民'
                                || next == '力';
                    case "台" -> next == '湾' || next == '商' || next == '资' || next == '企' || next == '州' || next == '办';
                    case "分" -> next == '别' || next == '钟' || next == '类' || next == '之' || next == '公' || next == '步';
                    case "本" -> next == '级' || next == '科' || next == '市' || next == '土' || next == '地';
                    case "部" ->
                        next == '局'
                                || next == '委'
                                || next == '级'
                                || next == '省'
                                || next == '门'
                                || next == '分'
                                || next == '属';
                    case "名" -> next == '列' || next == '牌' || next == '校' || next == '优';
                    case "位" -> next == '一' || next == '数' || next == '于' || next == '置' || next == '列' || next == '居';
                    case "头" -> next == '部' || next == '等';
                    case "起" -> next == '步' || next == '点' || next == '来';
                    case "期" -> next == '间' || next == '末' || next == '内' || next == '工' || next == '建' || next == '项';
                    case "次" -> next == '全' || next == '会' || next == '党';
                    case "所" -> next == '有' || next == '属' || next == '在';
                    case "处" -> next == '级' || next == '于' || next == '理';
                    case "方" ->
                        next == '面'
                                || next == '向'
                                || next == '案'
                                || next == '式'
                                || next == '阵'
                                || next == '位'
                                || next == '联'
                                || next == '共';
                    case "张" -> next == '家' || next == '江';
                    case "单" -> next == '位' || next == '元' || next == '项' || next == '个';
                    case "节" -> next == '点' || next == '能' || next == '水';
                    case "条" -> next == '例' || next == '件' || next == '龙' || next == '块';
                    case "支" -> next == '持' || next == '撑';
                    case "字" -> next == '型' || next == '号';
                    case "户" -> next == '外' || next == '均' || next == '籍';
                    case "种" -> next == '植' || next == '子' || next == '业' || next == '质';
                    case "例" -> next == '如' || next == '会';
                    case "米" -> next == '级' || next == '以';
                    default -> false;
                }
                && end < limit;
    }
}
