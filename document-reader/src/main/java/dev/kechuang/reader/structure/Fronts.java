package dev.kechuang.reader.structure;

import dev.kechuang.reader.Front;
import dev.kechuang.reader.text.Fold;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads title, issuer, date and document number from the lines around the body. */
public final class Fronts {
    private static final Pattern NUMBER =
            Pattern.compile("[一-龥]{2,12}(?:字)?[〔\\[(【](?:19|20)\\d{2}[〕\\])】](?:第)?\\d{1,4}号");
    private static final Pattern DATE = Pattern.compile("((?:19|20)\\d{2})[年\\-./](\\d{1,2})[月\\-./](\\d{1,2})日?");
    private static final Pattern CHINESE_DATE =
            Pattern.compile("([一二三四五六七八九〇零]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日");
    private static final Pattern ISSUER_LINE = Pattern.compile("^[一-龥]{2,20}(?:局|委员会|政府|办公室|厅|部|委)$");
    private static final int HEAD = 3_000;

    private Fronts() {}

    public static Front of(String text, List<Line> lines) {
        String head = text.substring(0, Math.min(text.length(), HEAD));
        String issuer = "";
        String title = "";
        LocalDate date = null;
        String number = "";
        boolean body = false;
        for (Line line : lines) {
            String s = Fold.tidy(text.substring(line.start(), Math.min(line.end(), line.start() + 200)));
            String compact = s.replaceAll("\\s", "");
            if (line.kind() == Line.Kind.CARD) {
                String value = compact.substring(compact.indexOf(':') + 1);
                if (compact.startsWith("发布机构") || compact.startsWith("发文机关")) issuer = value;
                if (compact.startsWith("发文日期") || compact.startsWith("成文日期") || date == null && compact.contains("日期:"))
                    date = date(value);
                if (compact.startsWith("文号") || compact.startsWith("发文字号")) number = value;
                if ((compact.startsWith("名称") || compact.startsWith("标题")) && title.isEmpty()) title = value;
            } else if (line.kind() == Line.Kind.TITLE && !body) {
                title = s;
            } else if (line.kind() == Line.Kind.BODY && line.length() >= 60) {
                body = true;
            } else if (issuer.isEmpty() && ISSUER_LINE.matcher(compact).matches()) {
                issuer = compact;
            }
            boolean alone = line.length() <= 24;
            if (date == null && alone && line.kind() == Line.Kind.BODY) date = date(compact);
        }
        if (number.isEmpty()) {
            Matcher m = NUMBER.matcher(head);
            if (m.find()) number = m.group();
        }
        return new Front(title, issuer, date, number, Places.of(title, issuer, text));
    }

    private static @Nullable LocalDate date(String text) {
        try {
            Matcher m = DATE.matcher(text);
            if (m.find())
                return LocalDate.of(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            Matcher c = CHINESE_DATE.matcher(text);
            if (c.find()) {
                int year = 0;
                for (char d : c.group(1).toCharArray())
                    year = year * 10 + Math.max(0, "〇一二三四五六七八九".indexOf(d == '零' ? '〇' : d));
                return LocalDate.of(year, ordinal(c.group(2)), ordinal(c.group(3)));
            }
            return null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int ordinal(String numeral) {
        int ten = numeral.indexOf('十');
        String digits = "〇一二三四五六七八九";
        if (ten < 0) return digits.indexOf(numeral.charAt(0));
        int tens = ten == 0 ? 1 : digits.indexOf(numeral.charAt(0));
        return tens * 10 + (ten == numeral.length() - 1 ? 0 : digits.indexOf(numeral.charAt(ten + 1)));
    }
}
