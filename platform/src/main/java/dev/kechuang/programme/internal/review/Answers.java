package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.blind.AttachmentText;
import dev.kechuang.programme.internal.blind.Identity;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.form.Answered.Attached;
import dev.kechuang.programme.internal.form.Answered.Partner;
import dev.kechuang.programme.internal.form.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was handed in, as a reviewer reads it: in a blind round without what says who applies. */
public final class Answers {

    private static final Set<String> IDENTIFYING = Stream.of(
                    Meaning.LEADER, Meaning.LEADER_ID_NUMBER, Meaning.PEOPLE, Meaning.CO_APPLICANTS)
            .map(Answers::code)
            .collect(Collectors.toSet());

    private static final Pattern PHONE =
            Pattern.compile("(?<![0-9])(1[3-9][0-9]{9}|0[0-9]{2,3}[- ]?[0-9]{7,8})(?![0-9])");
    /** Of a phone number as above: 010 and seven digits. */
    private static final int FEWEST_DIGITS = 10;

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final Submission.Content content;

    public Answers(Submission.Content content) {
        this.content = content;
    }

    private static String code(Meaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param lines of a table, or the one text */
    public record Entry(String label, List<String> lines) {}

    public record Section(String name, List<Entry> entries) {}

    /** @param path of the field it was attached to */
    public record File(String path, String label, Attached file) {}

    /** Names of the people the form names: leader and members. */
    public Set<String> people() {
        var people = new TreeSet<>(cells(Meaning.MEMBER_NAME));
        people.add(content.text(Meaning.LEADER, Locale.SIMPLIFIED_CHINESE));
        people.remove("");
        return people;
    }

    private Set<String> idNumbers() {
        var numbers = new TreeSet<>(cells(Meaning.MEMBER_ID_NUMBER));
        content.field(Meaning.LEADER_ID_NUMBER).map(Submission.Entry::value).ifPresent(numbers::add);
        return numbers;
    }

    private List<String> cells(Meaning column) {
        return content.field(Meaning.PEOPLE)
                .map(Submission.Entry::table)
                .map(table -> table.column(column))
                .orElse(List.of());
    }

    /** Organisations of the register that take part. */
    public List<Partner> partners() {
        return content.entries()
                .flatMap(entry -> entry.organisations().stream())
                .toList();
    }

    /** Adds what the form itself tells of who applies. */
    public void identify(Identity.Builder identity) {
        for (Partner partner : partners()) {
            identity.addUnit(Identity.Kind.UNIT, partner.name());
            identity.add(Identity.Kind.CREDIT_CODE, partner.creditCode());
        }
        identity.addAll(Identity.Kind.PERSON, people());
        identity.addAll(Identity.Kind.ID_NUMBER, idNumbers());
        // Most texts hold neither, and a form has hundreds: what must be there is looked for before the pattern is
        // tried.
        texts().forEach(text -> {
            if (digits(text) >= FEWEST_DIGITS)
                matches(PHONE, text).forEach(phone -> identity.add(Identity.Kind.PHONE, phone));
            if (text.indexOf('@') >= 0) matches(EMAIL, text).forEach(email -> identity.add(Identity.Kind.EMAIL, email));
        });
    }

    private static int digits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= '0' && text.charAt(i) <= '9') digits++;
        return digits;
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    private Stream<String> texts() {
        return content.entries().flatMap(Answers::texts);
    }

    private static Stream<String> texts(Submission.Entry entry) {
        var table = entry.table();
        var cells =
                table == null ? Stream.<String>empty() : table.rows().stream().flatMap(row -> row.values().stream());
        return Stream.concat(Stream.of(entry.value()), cells);
    }

    /** Where texts tell who applies though the round is blind: {@code place} is section and field. Reviewers see them hidden. */
    public List<Identity.Finding> leaks(Identity identity, Locale locale) {
        var found = new ArrayList<Identity.Finding>();
        for (var section : content.sections()) {
            for (var entry : section.fields()) {
                if (identifies(entry)) continue;
                String place = section.name().in(locale) + " · " + entry.name().in(locale);
                String text = texts(entry).collect(Collectors.joining("\n"));
                found.addAll(identity.in(new AttachmentText.Passage(place, text)));
            }
        }
        return found;
    }

    /** Attachments in their order. */
    public List<File> files(Locale locale) {
        return content.entries()
                .flatMap(entry -> entry.files().stream()
                        .map(file -> new File(entry.path(), entry.name().in(locale), file)))
                .toList();
    }

    /**
     * The form, section by section, without what is empty.
     *
     * @param hide what is put out of sight in a blind round, null for an open one
     */
    public List<Section> sections(@Nullable Identity hide, Locale locale) {
        var sections = new ArrayList<Section>();
        for (var section : content.sections()) {
            var entries = new ArrayList<Entry>();
            for (var entry : section.fields()) {
                if (entry.kind().equals("file") || hide != null && identifies(entry)) continue;
                var lines = lines(entry, hide != null, locale).stream()
                        .map(line -> hide == null ? line : hide.hide(line))
                        .filter(line -> !line.isBlank())
                        .toList();
                if (!lines.isEmpty()) entries.add(new Entry(entry.name().in(locale), lines));
            }
            if (!entries.isEmpty()) sections.add(new Section(section.name().in(locale), entries));
        }
        return sections;
    }

    private static boolean identifies(Submission.Entry entry) {
        return entry.kind().equals("organisations") || IDENTIFYING.contains(entry.meaning());
    }

    private static List<String> lines(Submission.Entry entry, boolean blind, Locale locale) {
        var table = entry.table();
        if (table == null) return entry.text().in(locale).lines().toList();
        var lines = new ArrayList<String>();
        for (var row : table.rows()) {
            var cells = new ArrayList<String>();
            String label = row.label().in(locale);
            for (int i = 0; i < table.columns().size(); i++) {
                var column = table.columns().get(i);
                boolean person = column.meaning().equals(code(Meaning.MEMBER_NAME))
                        || column.meaning().equals(code(Meaning.MEMBER_ID_NUMBER));
                String text = row.texts().get(i).in(locale);
                if (text.isEmpty() || blind && person) continue;
                String unit = column.unit().isEmpty() ? "" : "（" + column.unit() + "）";
                cells.add(column.name().in(locale) + unit + " " + text);
            }
            if (!cells.isEmpty()) lines.add((label.isEmpty() ? "" : label + "：") + String.join("；", cells));
        }
        return lines;
    }
}
