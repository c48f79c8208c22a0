package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.PanelEntry.Grid;
import dev.kechuang.programme.internal.review.PanelEntry.Order;
import dev.kechuang.programme.internal.review.PanelEntry.Row;
import dev.kechuang.programme.internal.review.PanelEntry.Saving;
import dev.kechuang.programme.internal.review.PanelEntry.Turn;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the grid of a panel's sheets shows, on its page and as JSON. */
@Component
public class PanelEntryPages {

    private final ApplicationLabels labels;

    PanelEntryPages(ApplicationLabels labels) {
        this.labels = labels;
    }

    /** A column. @param rule what may be filled in, e.g. 0–35，每档 0.5 */
    public record Item(String id, String name, String most, String rule, String hint) {}

    /**
     * A row.
     *
     * @param version goes back with what is typed, so that nobody overwrites another's change
     * @param editable whether it can be typed into
     * @param errors what is wrong with what is filled in, by {@code points-<item>} or {@code comment}; what is not filled in
     *     yet is no error
     * @param dropped whether the mean leaves it out as a highest or lowest
     * @param note said at the row; empty for nothing
     */
    public record SheetView(
            UUID id,
            String expert,
            String unit,
            Tag state,
            int version,
            boolean editable,
            Map<String, String> points,
            String comment,
            String total,
            boolean complete,
            boolean dropped,
            Map<String, String> errors,
            String note) {

        /** What was typed, where it could not be kept. */
        SheetView typed(Map<String, String> typed, int again, String why) {
            var own = new LinkedHashMap<>(points);
            own.replaceAll((item, before) -> typed.getOrDefault("points-" + item, before));
            return new SheetView(
                    id,
                    expert,
                    unit,
                    state,
                    again,
                    editable,
                    own,
                    typed.getOrDefault("comment", comment),
                    total,
                    complete,
                    dropped,
                    errors,
                    why);
        }

        /** {@code aria-invalid} of a cell. */
        public @Nullable String invalid(String field) {
            return errors.containsKey(field) ? "true" : null;
        }

        /** {@code aria-describedby} of a cell with points. */
        public @Nullable String described(String item) {
            return errors.containsKey("points-" + item) ? "e-" + id + "-" + item : null;
        }

        public String error(String field) {
            return errors.getOrDefault(field, "");
        }

        /** Tells whether a row that comes back was touched: the same content gives the same mark; none for what was not kept. */
        public String mark() {
            if (!note.isEmpty()) return "";
            var typed = new LinkedHashMap<String, String>();
            points.forEach((item, value) -> typed.put("points-" + item, value));
            typed.put("comment", comment);
            return PanelEntryPages.mark(typed);
        }
    }

    static String mark(Map<String, String> typed) {
        String text = typed.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue().strip().replace("\r\n", "\n"))
                .collect(Collectors.joining("\u0000"));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An application's sheets.
     *
     * @param mean of the complete ones by the programme's rule; empty while there are none
     * @param counted how many go into it
     */
    public record GridView(
            UUID application,
            String number,
            String title,
            String organisation,
            boolean comment,
            List<SheetView> sheets,
            String mean,
            int counted) {

        GridView with(List<SheetView> rows) {
            return new GridView(application, number, title, organisation, comment, rows, mean, counted);
        }

        /** Those that are complete and not signed. */
        public List<SheetView> ready() {
            return sheets.stream()
                    .filter(sheet -> sheet.editable() && sheet.complete())
                    .toList();
        }
    }

    GridView grid(Grid grid, Locale locale) {
        return new GridView(
                grid.application().id(),
                String.valueOf(grid.application().number()),
                grid.application().label(),
                grid.application().organisationName(),
                grid.sheet().comment(),
                grid.rows().stream().map(row -> sheet(grid, row, locale)).toList(),
                grid.mean() == null ? "" : Figures.decimal(grid.mean(), 2),
                grid.complete());
    }

    private SheetView sheet(Grid grid, Row row, Locale locale) {
        var points = new LinkedHashMap<String, String>();
        grid.sheet().items().forEach(item -> points.put(item.id(), row.points().getOrDefault(item.id(), "")));
        var errors = new LinkedHashMap<String, String>();
        for (FieldError error : row.errors()) {
            String value = error.field().equals("comment")
                    ? row.comment()
                    : points.getOrDefault(error.field().substring("points-".length()), "");
            if (!value.isEmpty()) errors.put(error.field(), say(error, locale));
        }
        return new SheetView(
                row.id(),
                row.expert(),
                row.unit(),
                state(row, locale),
                row.version(),
                !row.signed() && !row.own() && !grid.closed(),
                points,
                grid.sheet().comment() ? row.comment() : "",
                row.own() || row.empty() && !row.signed() ? "" : Figures.exact(row.total()),
                row.complete(),
                row.dropped(),
                errors,
                row.own() ? labels.text(locale, "entry.own") : "");
    }

    private Tag state(Row row, Locale locale) {
        if (row.signed()) return new Tag(labels.text(locale, "entry.state.signed"), Tone.PASSED);
        if (row.own()) return new Tag(labels.text(locale, "entry.state.own"), Tone.IN_PROGRESS);
        if (row.complete()) return new Tag(labels.text(locale, "entry.state.complete"), Tone.IN_PROGRESS);
        if (row.empty()) return new Tag(labels.text(locale, "entry.state.empty"), Tone.DRAFT);
        return new Tag(labels.text(locale, "entry.state.begun"), Tone.RETURNED);
    }

    String say(FieldError error, Locale locale) {
        return labels.text(locale, error.key(), error.args().toArray());
    }

    /** What stands in the row now that somebody else changed it. */
    String rival(Saving.Rival rival, Locale locale) {
        var sheet = rival.grid().sheet();
        var row = rival.theirs();
        var said = new ArrayList<String>();
        for (var item : sheet.items()) {
            String points = row.points().getOrDefault(item.id(), "");
            said.add(item.name().in(locale) + " " + (points.isEmpty() ? "—" : points));
        }
        if (!row.comment().isEmpty()) said.add(row.comment());
        String by = rival.by().isEmpty() ? labels.text(locale, "entry.somebody") : rival.by();
        var at = row.at();
        return labels.text(
                locale,
                "entry.rival",
                by,
                at == null ? "" : ApplicationLabels.minute(at),
                String.join(locale.getLanguage().equals("en") ? ", " : "，", said));
    }

    /** What sending it once more does, for pages without script. */
    String again(Locale locale) {
        return labels.text(locale, "entry.again");
    }

    String leftOut(LeftView left, Locale locale) {
        return labels.text(locale, "entry.left", left.expert(), left.why());
    }

    /** Another application of the round. */
    public record Step(String path, String number, String title, String place, boolean current, Tag state) {}

    /**
     * @param path of the round
     * @param entry of this page
     * @param place e.g. 第 3 项，共 16 项，09:20
     * @param previous empty for none
     * @param notice said above the grid; empty for nothing
     * @param finished whether all sheets of this application are signed
     * @param signable whether sheets can be signed
     * @param refused whether something typed could not be kept
     */
    public record Page(
            GridView grid,
            String callTitle,
            String stage,
            String path,
            String entry,
            String place,
            int done,
            int of,
            String previous,
            String next,
            List<Step> steps,
            List<Item> items,
            String rule,
            String notice,
            boolean votes,
            boolean open,
            boolean finished,
            boolean signable,
            String scores,
            boolean refused) {}

    Page page(Order order, Grid grid, GridView shown, boolean refused, Locale locale) {
        var board = order.board();
        Review review = order.review();
        String path = path(order);
        int at = order.at(grid.application().id());
        var turns = order.turns();
        Turn turn = turns.get(at);
        var begins = turn.begins();
        return new Page(
                shown,
                board.title(),
                review.name().in(locale),
                path,
                path + "/entry/" + turn.application(),
                labels.text(locale, "entry.place", at + 1, turns.size())
                        + (begins == null ? "" : " · " + ApplicationLabels.minute(begins)),
                order.done(),
                turns.size(),
                at == 0 ? "" : path + "/entry/" + turns.get(at - 1).application(),
                at == turns.size() - 1
                        ? ""
                        : path + "/entry/" + turns.get(at + 1).application(),
                turns.stream()
                        .map(each -> step(path, each, each.equals(turn), locale))
                        .toList(),
                items(grid.sheet(), locale),
                rule(review, locale),
                grid.application().status() == Status.RETURNED
                        ? labels.text(
                                locale,
                                "review.correcting",
                                String.valueOf(grid.application().dueOn()))
                        : "",
                review.votes() > 0,
                !grid.closed(),
                turn.done(),
                grid.signable(),
                review.mode() == Review.Mode.PUBLIC ? "/calls/" + board.call() + "/scores/" + board.stage() : "",
                refused);
    }

    static String path(Order order) {
        return "/reviews/" + order.board().call() + "/" + order.board().stage();
    }

    private Step step(String path, Turn turn, boolean current, Locale locale) {
        Tag state = turn.done()
                ? new Tag(labels.text(locale, "entry.state.signed"), Tone.PASSED)
                : new Tag(
                        labels.text(locale, "review.of", turn.signed(), turn.sheets()),
                        turn.signed() == 0 ? Tone.DRAFT : Tone.IN_PROGRESS);
        return new Step(
                path + "/entry/" + turn.application(),
                turn.number(),
                turn.title(),
                turn.place() == 0 ? "" : Integer.toString(turn.place()),
                current,
                state);
    }

    List<Item> items(Sheet sheet, Locale locale) {
        return sheet.items().stream()
                .map(item -> {
                    var rule = new ArrayList<String>();
                    rule.add("0–" + plain(item.most()));
                    if (item.step().signum() > 0 && item.step().compareTo(BigDecimal.ONE) != 0) {
                        rule.add(labels.text(locale, "entry.step", plain(item.step())));
                    }
                    if (item.least().signum() > 0) rule.add(labels.text(locale, "entry.least", plain(item.least())));
                    return new Item(
                            item.id(),
                            item.name().in(locale),
                            plain(item.most()),
                            String.join(locale.getLanguage().equals("en") ? ", " : "，", rule),
                            item.hint().in(locale));
                })
                .toList();
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private String rule(Review review, Locale locale) {
        String rule = review.drop() > 0
                ? labels.text(locale, "review.public.dropped", review.drop())
                : labels.text(locale, "review.public.mean");
        return review.normalise() ? rule + " · " + labels.text(locale, "review.normalised") : rule;
    }

    /** A sheet that is not signed, and why. */
    public record LeftView(String expert, String why) {}

    LeftView left(String expert, List<FieldError> errors, Sheet sheet, Locale locale) {
        var names = sheet.items().stream()
                .collect(Collectors.toMap(
                        item -> "points-" + item.id(), item -> item.name().in(locale)));
        return new LeftView(
                expert,
                errors.stream()
                        .map(error -> names.containsKey(error.field())
                                ? labels.text(locale, "entry.cell", names.get(error.field()), say(error, locale))
                                : say(error, locale))
                        .collect(Collectors.joining(locale.getLanguage().equals("en") ? "; " : "；")));
    }

    /**
     * What signing comes to, before it is done for good.
     *
     * @param left those that are not signed
     */
    public record SignPage(
            GridView grid, String callTitle, String path, String entry, List<Item> items, List<LeftView> left) {}

    SignPage signing(Order order, Grid grid, Locale locale) {
        var left = new ArrayList<LeftView>();
        for (Row row : grid.rows()) {
            if (row.signed() || row.complete()) continue;
            left.add(left(row.expert(), row.why(), grid.sheet(), locale));
        }
        String path = path(order);
        return new SignPage(
                grid(grid, locale),
                order.board().title(),
                path,
                path + "/entry/" + grid.application().id(),
                items(grid.sheet(), locale),
                left);
    }

    /** The row that somebody typed into, as it comes back. */
    static @Nullable SheetView of(GridView grid, UUID id) {
        return grid.sheets().stream()
                .filter(sheet -> sheet.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
