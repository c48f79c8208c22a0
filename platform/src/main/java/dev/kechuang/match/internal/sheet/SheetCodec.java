package dev.kechuang.match.internal.sheet;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts as bytes and back, exactly. A sheet is its facts by their numbers, each behind its length, so that a reader
 * passes over what it does not want. A value is one number in the unit of {@link dev.kechuang.engine.columns.Columns}; a
 * text that of its word.
 */
final class SheetCodec {

    private static final int FORMAT = 1;

    static final int ABSENT = 0;
    /** A number that its column can't hold, as a fraction. */
    static final int EXACT = 1;
    /** A text that is no word. */
    static final int WRITTEN = 2;

    static final int VALUES = 3;
    static final int FIRST_YEAR = 1990;

    private static final long MILLION = 1_000_000;
    private static final long BIGGEST = 1L << 60;

    private final Layout layout;
    private final Words words;

    SheetCodec(Layout layout, Words words) {
        this.layout = layout;
        this.words = words;
    }

    /** Whether texts of a fact are many people's: what names one thing alone, as a certificate's number, is written out. */
    static boolean isWord(Fact fact) {
        return fact.kind() == Fact.Kind.ENUM
                || fact.kind() == Fact.Kind.TEXT && !fact.code().equals("number");
    }

    byte[] pack(Facts facts) {
        var sheet = new Bytes();
        sheet.number(FORMAT);
        var entry = new Bytes();
        var all = new TreeMap<Integer, String>();
        facts.asOf().keySet().forEach(name -> note(all, name));
        facts.yearly().keySet().forEach(name -> note(all, name));
        all.forEach((number, name) -> {
            Fact fact = layout.fact(number);
            if (fact == null) return;
            entry.clear();
            if (fact.kind() == Fact.Kind.EVENTS) events(entry, fact, facts.get(fact, 0));
            else if (fact.period() == Fact.Period.YEAR)
                years(entry, fact, facts.yearly().getOrDefault(name, Map.of()));
            else value(entry, fact, facts.get(fact, 0));
            sheet.number(number);
            sheet.put(entry);
        });
        return sheet.written();
    }

    private void note(Map<Integer, String> all, String name) {
        int number = layout.number(name);
        if (number >= 0) all.put(number, name);
    }

    private void years(Bytes entry, Fact fact, Map<Integer, Val> values) {
        int before = FIRST_YEAR;
        for (int year : new TreeSet<>(values.keySet())) {
            entry.number(year - before);
            value(entry, fact, values.get(year));
            before = year;
        }
    }

    private void events(Bytes entry, Fact fact, Val list) {
        if (!(list instanceof Val.Items(List<Val> items))) {
            entry.number(ABSENT);
            return;
        }
        entry.number(items.size() + 1L);
        for (Val item : items) {
            if (!(item instanceof Val.Event(var fields))) throw new IllegalArgumentException(fact.name() + ": " + item);
            for (Fact field : fact.fields()) value(entry, field, fields.getOrDefault(field.name(), Val.ABSENT));
        }
    }

    private void value(Bytes entry, Fact fact, @Nullable Val value) {
        switch (value) {
            case Val.Absent absent -> entry.number(ABSENT);
            case Val.Truth(boolean truth) -> entry.number(VALUES + (truth ? 1 : 0));
            case Val.Day(LocalDate day) -> entry.number(VALUES + folded(day.toEpochDay()));
            case Val.Text(String text) -> {
                int word = isWord(fact) ? words.number(text) : -1;
                if (word >= 0) {
                    entry.number(VALUES + word);
                } else {
                    entry.number(WRITTEN);
                    entry.text(text);
                }
            }
            case Val.Num(Rational number) -> {
                Rational scaled = number.multiply(Rational.of(scale(fact)));
                if (scaled.isWhole() && scaled.abs().compareTo(Rational.of(BIGGEST)) < 0) {
                    entry.number(VALUES + folded(scaled.numerator().longValueExact()));
                } else {
                    entry.number(EXACT);
                    entry.text(number.numerator() + "/" + number.denominator());
                }
            }
            case null, default -> throw new IllegalArgumentException(fact.name() + " can't be packed: " + value);
        }
    }

    static long scale(Fact fact) {
        return fact.kind() == Fact.Kind.DECIMAL || fact.kind() == Fact.Kind.RATIO ? MILLION : 1;
    }

    private static long folded(long value) {
        return value << 1 ^ value >> 63;
    }

    static long unfolded(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    /** Passes over what stands before the facts. */
    static void begin(Bytes sheet) {
        long format = sheet.number();
        if (format != FORMAT) throw new IllegalStateException("a sheet has the format " + format);
    }

    Facts unpack(byte[] bytes) {
        var facts = Facts.builder();
        var sheet = new Bytes(bytes);
        begin(sheet);
        while (sheet.more()) {
            Fact fact = layout.fact((int) sheet.number());
            int length = (int) sheet.number();
            int end = sheet.position() + length;
            if (fact != null && fact.kind() == Fact.Kind.EVENTS) {
                int count = (int) sheet.number();
                if (count == ABSENT) facts.set(fact.name(), Val.ABSENT);
                else facts.events(fact.name(), events(sheet, fact, count - 1));
            } else if (fact != null && fact.period() == Fact.Period.YEAR) {
                int year = FIRST_YEAR;
                while (sheet.position() < end) {
                    year += (int) sheet.number();
                    facts.set(fact.name(), year, value(sheet, fact));
                }
            } else if (fact != null) {
                facts.set(fact.name(), value(sheet, fact));
            }
            sheet.position(end);
        }
        return facts.build();
    }

    private List<Map<String, Val>> events(Bytes sheet, Fact fact, int count) {
        var events = new ArrayList<Map<String, Val>>(count);
        for (int i = 0; i < count; i++) {
            var event = new HashMap<String, Val>();
            for (Fact field : fact.fields()) {
                Val value = value(sheet, field);
                if (!(value instanceof Val.Absent)) event.put(field.name(), value);
            }
            events.add(event);
        }
        return events;
    }

    private Val value(Bytes sheet, Fact fact) {
        long packed = sheet.number();
        if (packed == ABSENT) return Val.ABSENT;
        if (packed == WRITTEN) return new Val.Text(sheet.text());
        if (packed == EXACT) return new Val.Num(fraction(sheet.text()));
        long value = packed - VALUES;
        return switch (fact.kind()) {
            case BOOLEAN -> Val.of(value == 1);
            case TEXT, ENUM -> new Val.Text(words.text((int) value));
            case DATE -> new Val.Day(LocalDate.ofEpochDay(unfolded(value)));
            case DECIMAL, RATIO -> new Val.Num(Rational.of(unfolded(value), MILLION));
            default -> Val.of(unfolded(value));
        };
    }

    private static Rational fraction(String text) {
        int line = text.indexOf('/');
        return Rational.of(new BigInteger(text.substring(0, line)), new BigInteger(text.substring(line + 1)));
    }

    /** Texts of the facts that get numbers before they are packed. */
    static void words(Facts facts, Layout layout, java.util.Set<String> found) {
        facts.asOf().forEach((name, value) -> {
            Fact fact = layout.dictionary().find(name);
            if (fact != null) words(fact, value, found);
        });
        facts.yearly().forEach((name, years) -> {
            Fact fact = layout.dictionary().find(name);
            if (fact != null) years.values().forEach(value -> words(fact, value, found));
        });
    }

    private static void words(Fact fact, Val value, java.util.Set<String> found) {
        switch (value) {
            case Val.Text(String text) when isWord(fact) -> found.add(text);
            case Val.Items(List<Val> items) -> {
                for (Val item : items) {
                    if (!(item instanceof Val.Event(var fields))) continue;
                    for (Fact field : fact.fields()) {
                        Val entry = fields.get(field.name());
                        if (entry != null) words(field, entry, found);
                    }
                }
            }
            default -> {}
        }
    }
}
