package dev.kechuang.fund.internal;

import dev.kechuang.shared.Money;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The two files that go between the platform and the bank, as {@code docs/bank-files.md} describes them: comma-separated
 * values (RFC 4180) in UTF-8 with a byte-order mark, as spreadsheets open them. Files from the bank may also be in
 * GB18030.
 */
final class BankFile {

    /** Columns of the file to the bank. */
    static final List<String> PAYMENTS = List.of("序号", "拨款单号", "收款户名", "收款账号", "开户行", "联行号", "金额（元）", "用途");

    /** Columns of the file from the bank. */
    static final List<String> RESULTS = List.of("拨款单号", "金额（元）", "结果", "失败原因", "交易日期", "银行流水号");

    static final String SUCCESS = "成功";
    static final String FAILURE = "失败";

    /** Lines of one file. */
    static final int MOST = 5_000;

    private BankFile() {}

    /** One payment as the bank gets it. */
    record Payment(
            int line,
            String number,
            String holder,
            String account,
            String bank,
            String bankCode,
            Money sum,
            String purpose) {}

    static String write(List<Payment> payments) {
        var out = new StringBuilder("\uFEFF");
        row(out, PAYMENTS);
        for (Payment one : payments) {
            row(
                    out,
                    List.of(
                            String.valueOf(one.line()),
                            one.number(),
                            one.holder(),
                            one.account(),
                            one.bank(),
                            one.bankCode(),
                            one.sum().inYuan().toPlainString(),
                            one.purpose()));
        }
        return out.toString();
    }

    private static void row(StringBuilder out, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) out.append(',');
            String value = values.get(i);
            if (value.matches("[^\",\r\n]*")) out.append(value);
            else out.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
        out.append("\r\n");
    }

    /** The text of a file from the bank: UTF-8, or GB18030 where it is no UTF-8. Null when it is neither. */
    static @org.jspecify.annotations.Nullable String text(byte[] bytes) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String text = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                if (text.indexOf('\0') >= 0) return null;
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                // The next one.
            }
        }
        return null;
    }

    /** A row with the line of the file it begins on, from 1. */
    record Row(int line, List<String> values) {}

    /** Rows that are not blank, values trimmed. Quotes as in RFC 4180; a quote left open takes the rest of the file. */
    static List<Row> rows(String text) {
        var rows = new ArrayList<Row>();
        var in = new StringReader(text);
        var values = new ArrayList<String>();
        var value = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int began = 1;
        for (int c = read(in); ; c = read(in)) {
            if (c == '\n') line++;
            if (quoted) {
                if (c < 0) quoted = false;
                else if (c == '"') {
                    int next = peek(in);
                    if (next == '"') value.append((char) read(in));
                    else quoted = false;
                } else value.append((char) c);
                if (c >= 0) continue;
            }
            if (c == '"' && value.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                values.add(value.toString().strip());
                value.setLength(0);
            } else if (c == '\n' || c < 0) {
                values.add(value.toString().strip());
                value.setLength(0);
                if (values.stream().anyMatch(one -> !one.isEmpty())) rows.add(new Row(began, List.copyOf(values)));
                values.clear();
                began = line;
                if (c < 0) return rows;
            } else if (c != '\r') {
                value.append((char) c);
            }
        }
    }

    private static int read(StringReader in) {
        try {
            return in.read();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int peek(StringReader in) {
        try {
            in.mark(1);
            int c = in.read();
            in.reset();
            return c;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
