package dev.kechuang.audit.web;

import dev.kechuang.audit.AuditEntry;
import dev.kechuang.audit.AuditFilter;
import dev.kechuang.audit.internal.AuditSearch;
import dev.kechuang.audit.internal.ChainHeads;
import dev.kechuang.audit.internal.ChainVerification;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.web.util.UriComponentsBuilder;

/** What the pages of the audit log show. */
public final class AuditPages {

    private AuditPages() {}

    /** The search with what it found. */
    public record Search(AuditFilter filter, List<String> actions, KeyPage<AuditSearch.Sealed> found, Names names) {

        public Form form() {
            var values = new LinkedHashMap<String, String>();
            values.put("who", filter.who());
            values.put("action", filter.action());
            values.put("subject", filter.subject());
            values.put("text", filter.text());
            values.put("from", Objects.toString(filter.from(), ""));
            values.put("until", Objects.toString(filter.until(), ""));
            return Form.of(values);
        }

        public List<Option> choices() {
            return actions.stream()
                    .map(action -> new Option(action, names.action(action)))
                    .toList();
        }

        public String export(String format) {
            var uri = UriComponentsBuilder.fromPath("/audit/export").queryParam("format", format);
            form().values().forEach((name, value) -> {
                if (!value.isEmpty()) uri.queryParam(name, value);
            });
            return uri.encode().build().toUriString();
        }

        public Table table(Frame frame) {
            return Table.of(
                    frame.t("audit.title"),
                    List.of(
                            Column.<AuditSearch.Sealed>text(
                                    frame.t("audit.at"),
                                    row -> Cell.text(frame.time(row.entry().at()))),
                            Column.text(frame.t("audit.who"), row -> Cell.text(who(frame, row.entry()))),
                            Column.text(
                                    frame.t("audit.action"),
                                    row -> Cell.link(
                                            names.action(row.entry().action()),
                                            "/audit/entries/" + row.entry().id())),
                            Column.title(
                                    frame.t("audit.subject"),
                                    row -> new Cell.Lines(
                                            row.entry().label(),
                                            "",
                                            names.subject(row.entry().subjectType()))),
                            Column.text(frame.t("audit.chain"), row -> link(frame, row))),
                    found.items());
        }
    }

    /** One entry. */
    public record Entry(AuditSearch.Sealed row, List<Differences.Line> lines, Names names) {

        public String title() {
            return names.action(row.entry().action());
        }

        public List<Detail> details(Frame frame) {
            AuditEntry entry = row.entry();
            var details = new ArrayList<Detail>();
            details.add(Detail.of(frame.t("audit.at"), frame.time(entry.at())));
            details.add(Detail.of(frame.t("audit.who"), who(frame, entry)));
            details.add(Detail.of(frame.t("audit.address"), Objects.toString(entry.address(), "")));
            details.add(Detail.of(frame.t("audit.subjectType"), names.subject(entry.subjectType())));
            details.add(Detail.of(frame.t("audit.subject"), entry.label()));
            details.add(Detail.of(
                    frame.t("audit.id"),
                    Cell.link(
                            entry.subject().isEmpty() ? frame.t("audit.none") : entry.subject(),
                            UriComponentsBuilder.fromPath("/audit")
                                    .queryParam("subject", entry.subject())
                                    .encode()
                                    .build()
                                    .toUriString())));
            details.add(Detail.of(frame.t("audit.chain"), link(frame, row)));
            if (row.hash() != null) {
                details.add(Detail.of(frame.t("audit.hash"), HexFormat.of().formatHex(row.hash())));
            }
            return details;
        }

        public boolean changes() {
            return lines.stream().anyMatch(Differences.Line::changed);
        }

        public Table table(Frame frame) {
            var columns = new ArrayList<Column<Differences.Line>>();
            columns.add(Column.text(
                    frame.t("audit.field"),
                    line -> Cell.text(names.field(row.entry().action(), line.field()))));
            if (changes()) columns.add(Column.title(frame.t("audit.before"), line -> Cell.text(line.before())));
            columns.add(
                    Column.title(frame.t(changes() ? "audit.after" : "audit.value"), line -> Cell.text(line.after())));
            return Table.of(frame.t("audit.details"), columns, lines);
        }
    }

    /** The chain: how long it is, its heads, the last verification. */
    public record Chain(ChainVerification.State state, ChainHeads.Summary summary) {

        public Table heads(Frame frame) {
            return Table.of(
                    frame.t("audit.heads"),
                    List.of(
                            Column.<ChainHeads.Head>text(
                                    frame.t("audit.day"),
                                    head -> Cell.text(head.day().toString())),
                            Column.figure(frame.t("audit.position"), "", head -> Cell.count(head.position())),
                            Column.title(
                                    frame.t("audit.hash"),
                                    head -> Cell.text(HexFormat.of().formatHex(head.hash()))),
                            Column.text(
                                    frame.t("audit.sent"),
                                    head -> Cell.text(String.join(
                                            "、",
                                            head.sent().stream()
                                                    .map(channel -> frame.t("audit.sent." + channel))
                                                    .toList())))),
                    summary.heads());
        }
    }

    /** Names in the language of the page. */
    public interface Names {
        String action(String code);

        String subject(String type);

        String field(String action, String field);
    }

    static String who(Frame frame, AuditEntry entry) {
        return switch (entry.origin()) {
            case PERSON -> entry.actorName();
            case PUBLIC -> frame.t("audit.public");
            case SYSTEM -> frame.t("audit.system", entry.actorName());
        };
    }

    static Cell link(Frame frame, AuditSearch.Sealed row) {
        return row.position() == null
                ? new Tag(frame.t("audit.waiting"), Tone.DRAFT)
                : new Tag(frame.t("audit.sealed", Long.toString(row.position())), Tone.PASSED);
    }
}
